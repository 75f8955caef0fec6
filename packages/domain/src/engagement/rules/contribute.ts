import { same } from '../../shared/same.ts';
import { type Answer, emit, refuse } from '../refusals.ts';
import type { Contribution } from '../state.ts';
import type { AtWork } from './at-work.ts';

/** Records a contribution once under its id, where work can be done. */
export const contribute = (id: string, contribution: Contribution, work: AtWork): Answer => {
  if (work.refusal !== undefined) return work.refusal;
  const known = work.record.contributions.get(id);
  if (known === undefined) return emit(contribution);
  return same(known, contribution) ? emit() : refuse({ code: 'engagement/id-exists', id });
};
