import type { Engagement } from '../engagement.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { atWork, end } from '../rules/at-work.ts';

/** Sets when the demonstration is to be (S45), for the first time or again. */
export const scheduleDemo = (
  { engagementId, scheduledFor }: Data<'ScheduleDemo'>,
  state: Engagement,
): Answer => {
  const work = atWork(state, 'demonstration');
  if (work.refusal !== undefined) return work.refusal;
  return work.state.demoAt === scheduledFor
    ? emit()
    : emit({ type: 'DemoScheduled', data: { engagementId, scheduledFor } });
};

/** The prospect has seen it. An unscheduled one counts too. */
export const holdDemo = ({ at: _, ...held }: Data<'HoldDemo'>, state: Engagement): Answer =>
  end(state, { type: 'DemoHeld', data: held }, atWork(state, 'demonstration'));

/** It went wrong; it may be scheduled again. */
export const failDemo = ({ at: _, ...failed }: Data<'FailDemo'>, state: Engagement): Answer => {
  const work = atWork(state, 'demonstration');
  if (work.refusal !== undefined) return work.refusal;
  if (work.state.demoAt === undefined) return refuse({ code: 'engagement/no-demo-scheduled' });
  if (failed.reason === 'other' && failed.note === undefined)
    return refuse({ code: 'engagement/note-needed' });
  return emit({ type: 'DemoFailed', data: failed });
};
