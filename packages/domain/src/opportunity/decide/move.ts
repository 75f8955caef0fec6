import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/**
 * Moves a deal to a step of its own version of the pipeline: to the next one, past some, or back.
 * The steps that it is moved past are named and not visited.
 */
export const move = (
  { opportunityId, step: to }: Data<'MoveOpportunity'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { record, held } = state;
  const { steps } = record.pipeline;
  const from = record.step;
  const [here, there] = [steps.indexOf(from), steps.indexOf(to)];
  if (there < 0) return refuse({ code: 'opportunity/unknown-step', step: to });
  if (there === here) return emit();
  if (held !== undefined) return refuse({ code: 'opportunity/held', reason: held.reason });
  const skipped = steps.slice(here + 1, there);
  const direction = there < here ? 'backward' : skipped.length > 0 ? 'skip' : 'forward';
  return emit({
    type: 'OpportunityStepEntered',
    data: { opportunityId, from, to, direction, skipped },
  });
};
