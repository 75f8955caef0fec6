import { WHOLE } from '@presales/kernel';
import type { DealValue } from '../shared/deal-value.ts';
import { sameMoney } from '../shared/same-money.ts';
import type { Opportunity } from './opportunity.ts';
import { type Answer, type Data, emit, notOpen, refuse } from './refusals.ts';

/**
 * Wins a deal from whatever step it stands at. The steps that it never entered are recorded as
 * skipped; the owner of the moment is credited with the whole.
 */
export const win = (
  { opportunityId, value, quotationId, partyId: named }: Data<'WinOpportunity'>,
  state: Opportunity,
): Answer => {
  if (state.status === 'absent') return notOpen(state);
  const { partyId: known, ownerId, step, entered, opened } = state.deal;
  if (known !== undefined && named !== undefined && known !== named)
    return refuse({ code: 'opportunity/other-party', partyId: known });
  if (state.status === 'won')
    return sameValue(state.value, value) &&
      (quotationId === undefined || quotationId === state.quotationId) &&
      (named === undefined || named === known)
      ? emit()
      : refuse({ code: 'opportunity/already-won', value: state.value });
  if (state.status !== 'open') return notOpen(state);
  if (value.net.amount < 0) return refuse({ code: 'opportunity/negative-value', net: value.net });
  const partyId = known ?? named;
  return emit({
    type: 'OpportunityWon',
    data: {
      opportunityId,
      ...(partyId === undefined ? {} : { partyId }),
      value,
      credit: [{ salespersonId: ownerId, share: WHOLE }],
      step,
      skipped: opened.pipeline.steps.filter((step) => !entered.includes(step)),
      ...(quotationId === undefined ? {} : { quotationId }),
    },
  });
};

/** Loses an open deal, for a reason, at the step it stands at. */
export const lose = ({ at: _, ...loss }: Data<'LoseOpportunity'>, state: Opportunity): Answer => {
  if (
    state.status === 'lost' &&
    state.reason === loss.reason &&
    state.competitor === loss.competitor &&
    state.note === loss.note
  )
    return emit();
  if (state.status !== 'open') return notOpen(state);
  if (loss.reason === 'other' && loss.note === undefined)
    return refuse({ code: 'opportunity/note-needed' });
  return emit({ type: 'OpportunityLost', data: { ...loss, step: state.deal.step } });
};

/** Opens a closed deal again where it stood (decision 13: for mistakes). */
export const reopen = (
  { opportunityId, reason }: Data<'ReopenOpportunity'>,
  state: Opportunity,
): Answer => {
  if (state.status === 'absent') return notOpen(state);
  if (state.status === 'open') return emit();
  return emit({
    type: 'OpportunityReopened',
    data: {
      opportunityId,
      // A win that was taken back is a loss.
      previousOutcome: state.status === 'won' ? 'won' : 'lost',
      step: state.deal.step,
      reason,
    },
  });
};

/** Takes a win back: a refund, a cancellation, an error. */
export const reverseWin = (
  { at: _, ...reversal }: Data<'ReverseWin'>,
  state: Opportunity,
): Answer => {
  switch (state.status) {
    case 'absent':
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
