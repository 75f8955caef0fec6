import { type Answer, type Data, notOpen } from '../refusals.ts';
import { recordSignal } from '../rules/signals.ts';
import { isLearning, type Lead } from '../state.ts';

/** Records a sign of interest (S23). */
export const recordInterest = (
  { at: _, ...data }: Data<'RecordLeadInterest'>,
  state: Lead,
): Answer => {
  if (!isLearning(state)) return notOpen(state);
  const { leadId, ...interest } = data;
  const { interestId } = interest;
  return recordSignal(state.record.interests, {
    id: interestId,
    signal: interest,
    event: { type: 'LeadInterestRecorded', data },
    differs: { code: 'lead/interest-differs', interestId },
  });
};
