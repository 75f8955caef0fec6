import { sameMoney } from '../../shared/same-money.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { ExistingProduct } from '../state.ts';

/** Records what one piece cost by a goods receipt. */
export const recordReceiptCost = (
  { at: _, ...receipt }: Data<'RecordReceiptCost'>,
  { receipts }: ExistingProduct,
): Answer => {
  const { receiptId } = receipt;
  const known = receipts.get(receiptId);
  if (known === undefined) return emit({ type: 'ReceiptCostRecorded', data: receipt });
  return known.receivedOn === receipt.receivedOn && sameMoney(known.cost, receipt.cost)
    ? emit()
    : refuse({ code: 'product/receipt-exists', receiptId });
};
