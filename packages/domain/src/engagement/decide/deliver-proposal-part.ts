import type { Answer, Data } from '../refusals.ts';
import { atWork } from '../rules/at-work.ts';
import { contribute } from '../rules/contribute.ts';
import type { Engagement } from '../state.ts';

/** Records a part of a proposal that was delivered (S49). */
export const deliverProposalPart = (
  { at: _, ...delivered }: Data<'DeliverProposalPart'>,
  state: Engagement,
): Answer =>
  contribute(
    delivered.partId,
    { type: 'ProposalPartDelivered', data: delivered },
    atWork(state, 'proposal-support'),
  );
