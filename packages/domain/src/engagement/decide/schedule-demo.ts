import { type Answer, type Data, emit } from '../refusals.ts';
import { atWork } from '../rules/at-work.ts';
import type { Engagement } from '../state.ts';

/** Sets when the demonstration is to be (S45), for the first time or anew. */
export const scheduleDemo = (
  { engagementId, scheduledFor }: Data<'ScheduleDemo'>,
  state: Engagement,
): Answer => {
  const work = atWork(state, 'demonstration');
  if (work.refusal !== undefined) return work.refusal;
  return work.record.demoAt === scheduledFor
    ? emit()
    : emit({ type: 'DemoScheduled', data: { engagementId, scheduledFor } });
};
