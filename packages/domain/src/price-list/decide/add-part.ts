import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { ExistingPriceList } from '../state.ts';

/** Adds the next part of a list. */
export const addPart = (
  { at: _, ...added }: Data<'AddPriceListPart'>,
  state: ExistingPriceList,
): Answer => {
  const { part } = added;
  const known = state.parts[part - 1];
  if (known !== undefined)
    return same(known, added) ? emit() : refuse({ code: 'price-list/part-exists', part });
  if (state.status !== 'open') return refuse({ code: 'price-list/closed', status: state.status });
  const { parts } = state.header;
  if (part > parts) return refuse({ code: 'price-list/too-many-parts', parts });
  const next = state.parts.length + 1;
  if (part !== next) return refuse({ code: 'price-list/part-expected', part: next });
  return emit({ type: 'PriceListPartAdded', data: added });
};
