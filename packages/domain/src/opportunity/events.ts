import { Id, Instant, LocalDate, message, NonNegativeMoney, Note, Text } from '@presales/kernel';
import { z } from 'zod';
import { CreditSplit } from '../shared/credit.ts';
import { DealValue } from '../shared/deal-value.ts';

const opportunityId = Id;

/** What an opportunity came from. */
export const OpportunityOrigin = z
  .strictObject({
    kind: z.enum(['lead', 'inquiry', 'quotation', 'shop-order', 'recycled', 'direct']),
    id: Id.optional(),
  })
  .readonly();
export type OpportunityOrigin = z.infer<typeof OpportunityOrigin>;

/** The version of a pipeline that a deal runs in, its steps in order. Frozen when it opens. */
export const PipelineVersion = z
  .strictObject({
    pipelineId: Id,
    version: z.int().min(1),
    steps: z.array(Id).min(1).max(50).readonly(),
  })
  .readonly();
export type PipelineVersion = z.infer<typeof PipelineVersion>;

/** Why a deal was lost (S26, S37). `other` needs a note. */
export const LossReason = z.enum([
  'price',
  'competitor',
  'no-budget',
  'no-decision',
  'features',
  'delivery',
  'demo-went-wrong',
  'unspecified',
  'other',
]);
export type LossReason = z.infer<typeof LossReason>;

/** Why a win is taken back. */
export const ReversalReason = z.enum(['refund', 'cancellation', 'error']);
export type ReversalReason = z.infer<typeof ReversalReason>;

/** How a move relates to the pipeline's order: to the next step, past some, or back. */
export const StepDirection = z.enum(['forward', 'skip', 'backward']);
export type StepDirection = z.infer<typeof StepDirection>;

const skipped = z.array(Id).max(50).readonly();

/** All that can have happened to an opportunity. */
export const OpportunityEvent = z.discriminatedUnion('type', [
  message('OpportunityOpened', {
    opportunityId,
    partyId: Id.optional(),
    ownerId: Id,
    /** Nothing about the deal happens before. */
    openedAt: Instant,
    pipeline: PipelineVersion,
    step: Id,
    origin: OpportunityOrigin,
    productId: Id.optional(),
    /** What the deal may be worth. */
    expectedValue: NonNegativeMoney.optional(),
    expectedCloseOn: LocalDate.optional(),
  }),
  message('OpportunityStepEntered', {
    opportunityId,
    from: Id,
    to: Id,
    direction: StepDirection,
    /** The steps between, when some were skipped; nobody visited them. */
    skipped,
  }),
  message('OpportunityValueRevised', {
    opportunityId,
    expectedValue: NonNegativeMoney,
    /** The quotation it follows; absent when set by hand. */
    quotationId: Id.optional(),
  }),
  message('OpportunityOwnerChanged', { opportunityId, from: Id, to: Id, reason: Text }),
  message('OpportunityWon', {
    opportunityId,
    partyId: Id.optional(),
    value: DealValue,
    /** Who is credited, as it stood at the win (decision 11). */
    credit: CreditSplit,
    step: Id,
    /** Steps the deal never entered. */
    skipped,
    quotationId: Id.optional(),
  }),
  message('OpportunityLost', {
    opportunityId,
    reason: LossReason,
    /** The step it was lost at. */
    step: Id,
    competitor: Text.optional(),
    note: Note.optional(),
  }),
  /** For mistakes: the same deal is open again, its former outcome stays in history (decision 13). */
  message('OpportunityReopened', {
    opportunityId,
    previousOutcome: z.enum(['won', 'lost']),
    step: Id,
    reason: Text,
  }),
  /** The win is taken back: value, margin and credit of the win count no more. The deal is lost. */
  message('OpportunityWinReversed', {
    opportunityId,
    reason: ReversalReason,
    note: Note.optional(),
  }),
]);
export type OpportunityEvent = z.infer<typeof OpportunityEvent>;
