import { sameMoney } from '../../shared/same-money.ts';
import { type Answer, type Data, emit } from '../refusals.ts';
import type { ExistingProduct } from '../state.ts';

/** Records what the books say one piece costs from a day on. */
export const recordAccountingCost = (
  { at: _, ...recorded }: Data<'RecordAccountingCost'>,
  { accountingCosts }: ExistingProduct,
): Answer => {
  const known = accountingCosts.get(recorded.validFrom);
  return known !== undefined && sameMoney(known, recorded.cost)
    ? emit()
    : emit({ type: 'AccountingCostRecorded', data: recorded });
};
