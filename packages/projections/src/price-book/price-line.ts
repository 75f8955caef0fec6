import type { UnitCost } from '@presales/domain/quotation';
import { Id, type Position, PositiveDecimal, parse, type SqlReader } from '@presales/kernel';
import { present } from '../shared/present.ts';
import { queryBuilder } from '../shared/query-builder.ts';
import { answerOf, scopeOf } from '../shared/scope.ts';
import { productOn, readCatalogue } from './book.ts';
import type { PriceLineParameters } from './parameters.ts';
import { dayOf } from './query.ts';
import type { LevelPrice, PriceBookProduct, PricedLineAnswer, PriceLineRefusal } from './report.ts';
import type { PriceBookTables } from './tables.ts';

/**
 * A line for a quotation as the price book has it: list price and price at the customer's partner
 * level, cost and where we know it from, and the list that it follows from (B31). A product that is
 * discontinued on the day, or has no price at the level, is refused.
 *
 * @throws UnreadableRow for a stored event that this program cannot read
 * @throws InvalidInput for times that are no instants, days that are none, and what no line can have:
 *   an id that is none, a quantity or a rate that is no decimal above zero
 */
export const priceLine = async (
  reader: SqlReader,
  position: Position,
  parameters: PriceLineParameters,
): Promise<PricedLineAnswer> => {
  const { productId, partyId } = parameters;
  const on = dayOf(parameters);
  const asked = askedOf(parameters);
  const catalogue = await readCatalogue(
    queryBuilder<PriceBookTables>(reader),
    scopeOf(parameters),
    new Set([productId]),
  );
  const level =
    (partyId === undefined ? undefined : catalogue.levelOf(partyId, on)) ?? parameters.level;
  const answer = { ...answerOf(position, parameters), on, ...present({ level }) };
  const state = catalogue.products.get(productId);
  if (state === undefined)
    return { ...answer, refusal: { code: 'price/unknown-product', productId } };
  if (level === undefined)
    return { ...answer, refusal: { code: 'price/no-level', ...present({ partyId }) } };
  const product = productOn(catalogue, [productId, state], [level], on);
  const [price] = product.prices;
  return { ...answer, ...priced(asked, product, price) };
};

type Asked = Pick<PriceLineParameters, 'lineId' | 'quantity' | 'costRate'>;

/** What the line takes over as it is asked for. */
const askedOf = ({ lineId, quantity, costRate }: Asked): Asked => ({
  lineId: parse(Id, lineId, 'lineId'),
  quantity: parse(PositiveDecimal, quantity, 'quantity'),
  ...(costRate === undefined ? {} : { costRate: parse(PositiveDecimal, costRate, 'costRate') }),
});

const priced = (
  { lineId, quantity, costRate }: Asked,
  product: PriceBookProduct,
  found: LevelPrice | undefined,
): Pick<PricedLineAnswer, 'line'> | { readonly refusal: PriceLineRefusal } => {
  if (found === undefined || 'missing' in found) return { refusal: unpriced(product, found) };
  const { price } = found;
  const { productId, name: description, supplierId, priceListId, cost } = product;
  const foreign = cost !== undefined && cost.amount.currency !== price.currency;
  if (foreign && costRate === undefined) {
    const [from, to] = [cost.amount.currency, price.currency];
    return { refusal: { code: 'price/rate-missing', from, to } };
  }
  const unitCost: UnitCost | undefined = cost && {
    ...cost,
    ...(foreign ? { rate: costRate } : {}),
  };
  return {
    line: {
      lineId,
      description,
      productId,
      quantity,
      unitPrice: price,
      listPrice: price,
      ...present({ supplierId, unitCost, priceListId }),
    },
  };
};

const unpriced = (
  { productId, discontinuedFrom: from = '', replacedBy }: PriceBookProduct,
  found: Extract<LevelPrice, { readonly missing: string }> | undefined,
): PriceLineRefusal =>
  found === undefined || found.missing === 'discontinued'
    ? { code: 'price/discontinued', productId, from, ...present({ replacedBy }) }
    : { code: 'price/unpublished', productId, level: found.level, missing: found.missing };
