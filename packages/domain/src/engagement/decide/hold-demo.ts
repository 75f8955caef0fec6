import type { Answer, Data } from '../refusals.ts';
import { atWork, end } from '../rules/at-work.ts';
import type { Engagement } from '../state.ts';

/** Records that the prospect has seen the demonstration, even one that was never scheduled. */
export const holdDemo = ({ at: _, ...held }: Data<'HoldDemo'>, state: Engagement): Answer =>
  end(state, { type: 'DemoHeld', data: held }, atWork(state, 'demonstration'));
