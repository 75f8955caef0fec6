import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { atWork } from '../rules/at-work.ts';
import type { Engagement } from '../state.ts';

/** Records that a demonstration went wrong. It may be scheduled again. */
export const failDemo = ({ at: _, ...failed }: Data<'FailDemo'>, state: Engagement): Answer => {
  const work = atWork(state, 'demonstration');
  if (work.refusal !== undefined) return work.refusal;
  if (work.record.demoAt === undefined) return refuse({ code: 'engagement/no-demo-scheduled' });
  if (failed.reason === 'other' && failed.note === undefined)
    return refuse({ code: 'engagement/note-needed' });
  return emit({ type: 'DemoFailed', data: failed });
};
