import { valueOn } from '../../shared/pricing/by-day.ts';
import { type Answer, type Data, emit } from '../refusals.ts';
import type { ExistingProduct } from '../state.ts';

/** Ends the accounting cost from a day on; the other costs count again. */
export const withdrawAccountingCost = (
  { productId, from }: Data<'WithdrawAccountingCost'>,
  { accountingCosts }: ExistingProduct,
): Answer => {
  return valueOn(accountingCosts, from) === undefined
    ? emit()
    : emit({ type: 'AccountingCostWithdrawn', data: { productId, from } });
};
