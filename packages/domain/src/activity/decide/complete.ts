import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, over, refuse } from '../refusals.ts';
import { contradiction } from '../rules/contradiction.ts';
import type { Activity } from '../state.ts';

/** Records that a planned activity was done, by whoever it was planned for or by somebody else. */
export const complete = (
  { at, followUpRequired, performerId, outcome, ...details }: Data<'CompleteActivity'>,
  state: Activity,
): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'activity/not-planned' });
    case 'planned': {
      const { kind, subject, performerId: planned } = state.plan;
      const done = { kind, performerId: performerId ?? planned, subject, outcome, ...details };
      return (
        contradiction(done, at, followUpRequired) ?? emit({ type: 'ActivityCompleted', data: done })
      );
    }
    case 'completed': {
      const { kind, subject, performerId: performed } = state.completion;
      const done = { kind, performerId: performerId ?? performed, subject, outcome, ...details };
      return same(state.completion, done) ? emit() : over(state);
    }
    default:
      return over(state);
  }
};
