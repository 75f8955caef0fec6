import type { Answer, Data } from '../refusals.ts';
import { atWork } from '../rules/at-work.ts';
import { contribute } from '../rules/contribute.ts';
import type { Engagement } from '../state.ts';

/** Records what was adapted for the prospect (S44). */
export const recordPreparation = (
  { at: _, ...prepared }: Data<'RecordPreparation'>,
  state: Engagement,
): Answer =>
  contribute(
    prepared.preparationId,
    { type: 'SolutionPrepared', data: prepared },
    atWork(state, 'preparation'),
  );
