import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { rfpWork } from '../rules/rfp-work.ts';
import type { Engagement } from '../state.ts';

/** Takes in a request for proposal (S46), even before a specialist has accepted the work. */
export const receiveRfp = (
  { at: _, ...received }: Data<'ReceiveRfp'>,
  state: Engagement,
): Answer => {
  const open = rfpWork(state);
  if (open.refusal !== undefined) return open.refusal;
  const { rfp } = open.record;
  if (rfp === undefined) return emit({ type: 'RfpReceived', data: received });
  const { dueAt, questions } = received;
  return same({ dueAt, questions }, { dueAt: rfp.dueAt, questions: rfp.questions })
    ? emit()
    : refuse({ code: 'engagement/rfp-exists' });
};
