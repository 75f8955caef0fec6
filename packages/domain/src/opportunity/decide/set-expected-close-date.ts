import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** Says anew when the deal is expected to close. */
export const setCloseDate = (
  { opportunityId, closeOn: to }: Data<'SetExpectedCloseDate'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { expectedCloseOn: from } = state.record;
  if (from === to) return emit();
  return emit({
    type: 'ExpectedCloseDateChanged',
    data: { opportunityId, ...(from === undefined ? {} : { from }), to },
  });
};
