import { LocalDate, type Position, parse, type SqlReader } from '@presales/kernel';
import { queryBuilder } from '../shared/query-builder.ts';
import { answerOf, lastDayOf, scopeOf } from '../shared/scope.ts';
import { productOn, readCatalogue } from './book.ts';
import type { PriceBookDay, PriceBookParameters } from './parameters.ts';
import type { PriceBookReport } from './report.ts';
import type { PriceBookTables } from './tables.ts';

/** The day that a question to the price book is about. @throws InvalidInput */
export const dayOf = (parameters: PriceBookDay): LocalDate =>
  parameters.on === undefined ? lastDayOf(parameters) : parse(LocalDate, parameters.on, 'on');

/**
 * The price book of a day: what every product costs and how we know (B3), and what it is sold for at
 * each partner level (S57, S61, B31).
 *
 * @throws UnreadableRow for a stored event that this program cannot read
 * @throws InvalidInput for times that are no instants and days that are none
 */
export const priceBook = async (
  reader: SqlReader,
  position: Position,
  parameters: PriceBookParameters,
): Promise<PriceBookReport> => {
  const database = queryBuilder<PriceBookTables>(reader);
  const { productId, supplierId, level } = parameters;
  const on = dayOf(parameters);
  const catalogue = await readCatalogue(
    database,
    scopeOf(parameters),
    productId === undefined ? undefined : new Set([productId]),
  );
  const levels = level === undefined ? catalogue.levels : [level];
  return {
    ...answerOf(position, parameters),
    on,
    levels,
    products: [...catalogue.products]
      .filter(([, product]) => supplierId === undefined || product.supplierId === supplierId)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map((product) => productOn(catalogue, product, levels, on)),
  };
};
