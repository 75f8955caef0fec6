import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { ExistingPriceList, PriceListPart } from '../state.ts';

/** Makes all of a list hold, once it is complete and names no price twice. */
export const publish = (
  { priceListId }: Data<'PublishPriceList'>,
  state: ExistingPriceList,
): Answer => {
  if (state.status === 'published') return emit();
  if (state.status !== 'open') return refuse({ code: 'price-list/closed', status: state.status });
  const { header, parts } = state;
  const lines = parts.reduce((count, part) => count + part.lines.length, 0);
  if (parts.length !== header.parts || lines !== header.lines)
    return refuse({ code: 'price-list/incomplete', parts: parts.length, lines });
  const twice = pricedTwice(parts);
  if (twice !== undefined) return refuse({ code: 'price-list/two-prices', ...twice });
  return emit({ type: 'PriceListPublished', data: { priceListId, lines } });
};

/** The first line whose supplier, product and day stood in the list before. */
const pricedTwice = (parts: readonly PriceListPart[]) => {
  const seen = new Set<string>();
  for (const { supplierId, lines } of parts)
    for (const { productId, validFrom } of lines) {
      const key = JSON.stringify([supplierId, productId, validFrom]);
      if (seen.has(key)) return { supplierId, productId, validFrom };
      seen.add(key);
    }
  return undefined;
};
