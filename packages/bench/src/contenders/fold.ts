import { aggregates } from '@presales/domain';
import type { Opportunity, OpportunityEvent } from '@presales/domain/opportunity';

const { decider } = aggregates.opportunity;

/** An opportunity before anything happened to it. */
export const initialState: Opportunity = decider.initialState;

/** One step of the fold that every contender takes: the same code for all. */
export const evolve = (
  state: Opportunity,
  event: { readonly type: string; readonly data: unknown },
): Opportunity =>
  // What a contender reads back is what the workload's typed events were written as.
  decider.evolve(state, event as OpportunityEvent);
