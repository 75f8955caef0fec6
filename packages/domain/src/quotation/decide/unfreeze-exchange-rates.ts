import { type Answer, type Data, emit, notInPlay } from '../refusals.ts';
import type { Quotation } from '../state.ts';

/** From now on the quotation is valued at the rates of the valuation date again. */
export const unfreeze = (
  { quotationId }: Data<'UnfreezeExchangeRates'>,
  state: Quotation,
): Answer => {
  if (state.status !== 'draft' && state.status !== 'sent') return notInPlay(state);
  return state.record.rates === undefined
    ? emit()
    : emit({ type: 'ExchangeRatesUnfrozen', data: { quotationId } });
};
