import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Engagement } from '../state.ts';

/** Records time that somebody spent, even after the work is over. */
export const recordTime = (
  { at: _, ...spent }: Data<'RecordEngagementTime'>,
  state: Engagement,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'engagement/not-requested' });
  const known = state.record.time.get(spent.entryId);
  if (known === undefined) return emit({ type: 'EngagementTimeRecorded', data: spent });
  const { recorded, ...entry } = known;
  return same({ ...entry, minutes: recorded }, spent)
    ? emit()
    : refuse({ code: 'engagement/id-exists', id: spent.entryId });
};
