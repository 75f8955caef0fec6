import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { dayOf, type Opportunity } from '../state.ts';

/** Lets an open deal rest: it is not moved until it is resumed, but may be won or lost. */
export const hold = ({ at, ...resting }: Data<'HoldOpportunity'>, state: Opportunity): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { record, held } = state;
  const { reason, until } = resting;
  if (held !== undefined && held.reason === reason && held.until === until) return emit();
  if (until !== undefined && until <= dayOf(record, at))
    return refuse({ code: 'opportunity/until-past', until });
  return emit({ type: 'OpportunityHeld', data: resting });
};
