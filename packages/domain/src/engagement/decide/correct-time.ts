import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Engagement } from '../state.ts';

/** Corrects an entry; zero minutes take it back. */
export const correctTime = (
  { engagementId, entryId, minutes, reason }: Data<'CorrectEngagementTime'>,
  state: Engagement,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'engagement/not-requested' });
  const known = state.record.time.get(entryId);
  if (known === undefined) return refuse({ code: 'engagement/unknown-entry', entryId });
  const { minutes: from } = known;
  if (from === minutes) return emit();
  return emit({
    type: 'EngagementTimeCorrected',
    data: { engagementId, entryId, from, to: minutes, reason },
  });
};
