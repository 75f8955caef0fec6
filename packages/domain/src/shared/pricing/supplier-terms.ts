import type { Decimal, LocalDate } from '@presales/kernel';
import { type ByDay, valueOn } from './by-day.ts';
import { compareExact, exactDecimal } from './exact.ts';
import type { PriceRounding } from './price-rounding.ts';

/** What turns a supplier's prices into our costs and our prices, each from a day on. */
export interface SupplierTerms {
  readonly costFactors: ByDay<Decimal>;
  /** By partner level; a level that was withdrawn has no factor from that day on. */
  readonly priceFactors: ReadonlyMap<string, ByDay<Decimal | undefined>>;
  readonly roundings: ReadonlyMap<string, ByDay<PriceRounding>>;
}

/** The levels at which everything of the supplier would be sold at cost or below it on a day. */
export const levelsAtLoss = (
  { costFactors, priceFactors }: Pick<SupplierTerms, 'costFactors' | 'priceFactors'>,
  on: LocalDate,
): readonly string[] => {
  const cost = valueOn(costFactors, on);
  if (cost === undefined) return [];
  return [...priceFactors].flatMap(([level, factors]) => {
    const price = valueOn(factors, on);
    return price !== undefined && compareExact(exactDecimal(price), exactDecimal(cost)) <= 0
      ? [level]
      : [];
  });
};
