import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, over, refuse } from '../refusals.ts';
import { contradiction } from '../rules/contradiction.ts';
import type { Activity } from '../state.ts';

/** Records that something was done which nobody had planned. */
export const log = (
  { at, followUpRequired, ...done }: Data<'LogActivity'>,
  state: Activity,
): Answer => {
  switch (state.status) {
    case 'absent':
      return (
        contradiction(done, at, followUpRequired) ?? emit({ type: 'ActivityCompleted', data: done })
      );
    case 'planned':
      return refuse({ code: 'activity/already-planned' });
    case 'completed':
      return same(state.completion, done) ? emit() : over(state);
    default:
      return over(state);
  }
};
