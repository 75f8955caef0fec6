import type { DealValue } from '../../shared/deal-value.ts';
import { sameMoney } from '../../shared/same-money.ts';
import { creditOn, overlayOn } from '../figures/credit.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { dayOf, type Opportunity } from '../state.ts';

/**
 * Wins a deal from whatever step it stands at (B8). The steps that it never entered are
 * recorded as skipped; credited is who holds the credit on the day of the win (B11).
 */
export const win = (command: Data<'WinOpportunity'>, state: Opportunity): Answer => {
  const { opportunityId, value, quotationId, shopOrderId, partyId: named, at } = command;
  if (state.status === 'absent' || state.status === 'merged') return notOpen(state);
  const { deal } = state;
  const { partyId: known, step, entered, pipeline } = deal;
  if (known !== undefined && named !== undefined && known !== named)
    return refuse({ code: 'opportunity/other-party', partyId: known });
  if (state.status === 'won')
    return sameValue(state.value, value) &&
      (quotationId === undefined || quotationId === state.quotationId) &&
      (shopOrderId === undefined || shopOrderId === state.shopOrderId) &&
      (named === undefined || named === known)
      ? emit()
      : refuse({ code: 'opportunity/already-won', value: state.value });
  if (state.status !== 'open') return notOpen(state);
  if (value.net.amount < 0) return refuse({ code: 'opportunity/negative-value', net: value.net });
  const partyId = known ?? named;
  const day = dayOf(deal, at);
  const overlay = overlayOn(deal, day);
  return emit({
    type: 'OpportunityWon',
    data: {
      opportunityId,
      ...(partyId === undefined ? {} : { partyId }),
      value,
      credit: creditOn(deal, day),
      ...(overlay.length === 0 ? {} : { overlay }),
      step,
      skipped: pipeline.steps.filter((step) => !entered.includes(step)),
      ...(quotationId === undefined ? {} : { quotationId }),
      ...(shopOrderId === undefined ? {} : { shopOrderId }),
    },
  });
};

/** States a win's value anew after a refund of a part (B8), or an error. */
export const adjust = ({ at: _, ...adjusted }: Data<'AdjustWin'>, state: Opportunity): Answer => {
  if (state.status === 'absent' || state.status === 'merged') return notOpen(state);
  if (state.status !== 'won') return refuse({ code: 'opportunity/not-won', status: state.status });
  const { net } = adjusted.value;
  if (net.currency !== state.value.net.currency)
    return refuse({ code: 'opportunity/other-currency', currency: net.currency });
  if (net.amount < 0) return refuse({ code: 'opportunity/negative-value', net });
  if (sameValue(state.value, adjusted.value)) return emit();
  return emit({ type: 'OpportunityWinAdjusted', data: adjusted });
};

/** Takes a win back: a refund, a cancellation, an error. */
export const reverseWin = (
  { at: _, ...reversal }: Data<'ReverseWin'>,
  state: Opportunity,
): Answer => {
  switch (state.status) {
    case 'absent':
    case 'merged':
      return notOpen(state);
    case 'won':
      return emit({ type: 'OpportunityWinReversed', data: reversal });
    case 'won-reversed':
      if (state.reason === reversal.reason && state.note === reversal.note) return emit();
  }
  return refuse({ code: 'opportunity/not-won', status: state.status });
};

const sameValue = (left: DealValue, right: DealValue): boolean =>
  sameMoney(left.net, right.net) &&
  sameMoney(left.margin, right.margin) &&
  sameMoney(left.netOfUnknownCost, right.netOfUnknownCost);
