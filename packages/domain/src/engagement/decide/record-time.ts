import { same } from '../../shared/same.ts';
import type { Engagement } from '../engagement.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';

/** Records time that somebody spent, also after the work has ended. */
export const recordTime = (
  { at: _, ...spent }: Data<'RecordEngagementTime'>,
  state: Engagement,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'engagement/not-requested' });
  const known = state.time.get(spent.entryId);
  if (known === undefined) return emit({ type: 'EngagementTimeRecorded', data: spent });
  const { recorded, ...entry } = known;
  return same({ ...entry, minutes: recorded }, spent)
    ? emit()
    : refuse({ code: 'engagement/id-exists', id: spent.entryId });
};

/** Corrects an entry; zero minutes take it back. */
export const correctTime = (
  { engagementId, entryId, minutes, reason }: Data<'CorrectEngagementTime'>,
  state: Engagement,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'engagement/not-requested' });
  const known = state.time.get(entryId);
  if (known === undefined) return refuse({ code: 'engagement/unknown-entry', entryId });
  const { minutes: from } = known;
  if (from === minutes) return emit();
  return emit({
    type: 'EngagementTimeCorrected',
    data: { engagementId, entryId, from, to: minutes, reason },
  });
};

/** The minutes that were spent on an engagement, corrections included. */
export const minutesSpent = (state: Engagement): number =>
  state.status === 'absent'
    ? 0
    : [...state.time.values()].reduce((sum, { minutes }) => sum + minutes, 0);
