import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { atWork } from '../rules/at-work.ts';
import type { Engagement } from '../state.ts';

/** Begins a proof of concept with what it will be measured by. */
export const startPoc = (
  { engagementId, criteria }: Data<'StartPoc'>,
  state: Engagement,
): Answer => {
  const work = atWork(state, 'proof-of-concept');
  if (work.refusal !== undefined) return work.refusal;
  if (work.record.criteria === undefined)
    return emit({ type: 'PocStarted', data: { engagementId, criteria } });
  return same(work.record.criteria, criteria) ? emit() : refuse({ code: 'engagement/poc-exists' });
};
