import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** Notes who else is after an open deal (S37). */
export const recordCompetitor = (
  { opportunityId, competitor }: Data<'RecordCompetitor'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (state.record.competitors.includes(competitor)) return emit();
  return emit({ type: 'CompetitorRecorded', data: { opportunityId, competitor } });
};
