import { type Instant, lastMeantBy } from '@presales/kernel';
import { creditAt, overlayOn } from '../figures/credit.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { dayOf, type Opportunity, wonAtOf } from '../state.ts';

/**
 * Dates a win otherwise, because it was entered for the wrong time (B44). A reopening could not: what
 * undoes a win is never dated before it, so that a win could only ever move to a later day.
 */
export const correctWinDate = (
  { opportunityId, wonAt: asked, reason, at }: Data<'CorrectWinDate'>,
  state: Opportunity,
): Answer => {
  if (state.status === 'absent' || state.status === 'merged') return notOpen(state);
  if (state.status !== 'won') return refuse({ code: 'opportunity/not-won', status: state.status });
  const { record, changedAt = at } = state;
  const { opened, standsSince: earliest = opened.openedAt } = record;
  const latest = changedAt < at ? changedAt : at;
  const wonAt = within(asked, earliest, lastMeantBy(asked, opened.zone));
  if (wonAt === wonAtOf(state)) return emit();
  if (wonAt < earliest || wonAt > latest)
    return refuse({ code: 'opportunity/win-date-out-of-order', earliest, latest });
  const corrected = state.creditCorrected === true;
  const overlay = corrected ? state.overlay : overlayOn(record, dayOf(record, wonAt));
  return emit({
    type: 'OpportunityWinDateCorrected',
    data: {
      opportunityId,
      wonAt,
      credit: corrected ? state.credit : creditAt(record, wonAt),
      ...(overlay.length === 0 ? {} : { overlay }),
      reason,
    },
  });
};

/** A day alone says nothing about the hour: of the day of what the win follows, it is no earlier. */
const within = (asked: Instant, earliest: Instant, meant: Instant): Instant =>
  asked < earliest && earliest <= meant ? earliest : asked;
