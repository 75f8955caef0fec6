import type { LocalDate, Money } from '@presales/kernel';
import type { UnitCost } from '../unit-cost.ts';
import { type ByDay, valueOn } from './by-day.ts';
import { exactProduct, settled } from './exact.ts';
import type { SupplierTerms } from './supplier-terms.ts';

/** What is known of a product's own costs. */
export interface ProductCosts {
  /** From a day on; undefined from the day on which one was withdrawn. */
  readonly accountingCosts: ByDay<Money | undefined>;
  /** By the day of receipt. */
  readonly receiptCosts: ByDay<Money>;
}

/**
 * What one piece costs us on a day, and how we know (B3): the accounting cost, else the
 * latest receipt's, else the supplier's price times the supplier's cost coefficient, exact; else it
 * is unknown.
 *
 * @throws AmountOutOfRange
 */
export const unitCostOf = (
  { accountingCosts, receiptCosts }: ProductCosts,
  supplierPrice: Money | undefined,
  { costFactors }: Pick<SupplierTerms, 'costFactors'>,
  on: LocalDate,
): UnitCost | undefined => {
  const accounting = valueOn(accountingCosts, on);
  if (accounting !== undefined) return { amount: accounting, source: 'accounting' };
  const receipt = valueOn(receiptCosts, on);
  if (receipt !== undefined) return { amount: receipt, source: 'receipt' };
  const factor = valueOn(costFactors, on);
  if (supplierPrice === undefined || factor === undefined) return undefined;
  const amount = settled(exactProduct(supplierPrice, factor), supplierPrice.currency);
  return { amount, source: 'supplier-coefficient' };
};
