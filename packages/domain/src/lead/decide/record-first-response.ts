import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Lead } from '../state.ts';

/** Records the activity in which a person first answered the lead. */
export const recordFirstResponse = (
  { leadId, activityId }: Data<'RecordLeadFirstResponse'>,
  state: Lead,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { firstResponse } = state.record;
  if (firstResponse === activityId) return emit();
  if (firstResponse !== undefined)
    return refuse({ code: 'lead/already-responded', activityId: firstResponse });
  return emit({ type: 'LeadFirstResponded', data: { leadId, activityId } });
};
