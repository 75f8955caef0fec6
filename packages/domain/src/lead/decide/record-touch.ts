import { type Answer, type Data, notOpen } from '../refusals.ts';
import { recordSignal } from '../rules/signals.ts';
import { isLearning, type Lead } from '../state.ts';

/** Records that a campaign reached the lead. */
export const recordTouch = ({ at: _, ...data }: Data<'RecordLeadTouch'>, state: Lead): Answer => {
  if (!isLearning(state)) return notOpen(state);
  const { leadId, ...touch } = data;
  const { touchId } = touch;
  return recordSignal(state.record.touches, {
    id: touchId,
    signal: touch,
    event: { type: 'LeadTouched', data },
    differs: { code: 'lead/touch-differs', touchId },
  });
};
