import { type Answer, notOpen, refuse } from '../refusals.ts';
import type { Lead, LeadAssignment } from '../state.ts';

/** The assignment that a salesperson answers, or the refusal where the lead is not theirs. */
export const handedTo = (
  salespersonId: string,
  state: Lead,
): LeadAssignment | { readonly refusal: Answer } => {
  if (state.status !== 'open') return { refusal: notOpen(state) };
  const { assignment } = state.record;
  if (assignment === undefined) return { refusal: refuse({ code: 'lead/unassigned' }) };
  return assignment.salespersonId === salespersonId
    ? assignment
    : {
        refusal: refuse({
          code: 'lead/assigned-to-another',
          salespersonId: assignment.salespersonId,
        }),
      };
};
