import { same } from '../../shared/same.ts';
import type { Contribution, Engagement } from '../engagement.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { type AtWork, atWork } from './at-work.ts';

/** Records what the prospect needs (S43). */
export const findRequirement = (
  { at: _, ...finding }: Data<'RecordDiscoveryFinding'>,
  state: Engagement,
): Answer =>
  contribute(
    finding.findingId,
    { type: 'DiscoveryFindingRecorded', data: finding },
    atWork(state, 'discovery'),
  );

/** Records what was adapted for the prospect (S44). */
export const prepare = (
  { at: _, ...prepared }: Data<'RecordPreparation'>,
  state: Engagement,
): Answer =>
  contribute(
    prepared.preparationId,
    { type: 'SolutionPrepared', data: prepared },
    atWork(state, 'preparation'),
  );

/** Records technical material that was delivered (S47). */
export const deliverCollateral = (
  { at: _, ...delivered }: Data<'DeliverCollateral'>,
  state: Engagement,
): Answer =>
  contribute(
    delivered.collateralId,
    { type: 'CollateralDelivered', data: delivered },
    atWork(state, 'collateral'),
  );

/** Records a part of a proposal that was delivered (S49). */
export const deliverPart = (
  { at: _, ...delivered }: Data<'DeliverProposalPart'>,
  state: Engagement,
): Answer =>
  contribute(
    delivered.partId,
    { type: 'ProposalPartDelivered', data: delivered },
    atWork(state, 'proposal-support'),
  );

/** Tells colleagues what the market says (S47, S48), whatever the work was that it came up in. */
export const sendFeedback = (
  { at: _, ...feedback }: Data<'SendFeedback'>,
  state: Engagement,
): Answer =>
  contribute(feedback.feedbackId, { type: 'FeedbackSent', data: feedback }, atWork(state));

const contribute = (id: string, contribution: Contribution, work: AtWork): Answer => {
  if (work.refusal !== undefined) return work.refusal;
  const known = work.state.contributions.get(id);
  if (known === undefined) return emit(contribution);
  return same(known, contribution) ? emit() : refuse({ code: 'engagement/id-exists', id });
};
