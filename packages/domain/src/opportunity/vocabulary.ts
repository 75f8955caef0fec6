import { Id } from '@presales/kernel';
import { z } from 'zod';
import { DealValue } from '../shared/deal-value.ts';

/** What an opportunity came from (S39, S68, S75). A recycled one names the deal before (B13). */
export const OpportunityOrigin = z
  .strictObject({
    kind: z.enum(['lead', 'inquiry', 'quotation', 'shop-order', 'recycled', 'direct']),
    id: Id.optional(),
  })
  .readonly();
export type OpportunityOrigin = z.infer<typeof OpportunityOrigin>;

/**
 * Why a deal was lost (S26, S37). `no-decision` is a customer who decided for nobody, `abandoned` one of
 * whom nothing was heard any more, or whom we gave up; `cancelled` is an order that was never paid; `other`
 * needs a note.
 */
export const LossReason = z.enum([
  'price',
  'competitor',
  'no-budget',
  'no-decision',
  'abandoned',
  'features',
  'delivery',
  'demo-went-wrong',
  'cancelled',
  'unspecified',
  'other',
]);
export type LossReason = z.infer<typeof LossReason>;

/** Why a win is taken back, or stated anew. */
export const ReversalReason = z.enum(['refund', 'cancellation', 'error']);
export type ReversalReason = z.infer<typeof ReversalReason>;

/** How a move relates to the pipeline's order: to the next step, past some, or back. */
export const StepDirection = z.enum(['forward', 'skip', 'backward']);
export type StepDirection = z.infer<typeof StepDirection>;

/** A quotation of a deal that the customer may still accept, or has ordered by. */
export const StandingQuotation = z
  .strictObject({ quotationId: Id, status: z.enum(['live', 'ordered']) })
  .readonly();
export type StandingQuotation = z.infer<typeof StandingQuotation>;

/**
 * What was sold by one quotation or one order of a deal that was won; by neither where somebody won
 * the deal by hand. A quotation that an order went into says what the order sold: both are named.
 */
export const OpportunitySale = z
  .strictObject({ value: DealValue, quotationId: Id.optional(), shopOrderId: Id.optional() })
  .readonly();
export type OpportunitySale = z.infer<typeof OpportunitySale>;

/** What is worth something in further currencies, each once. */
export const OtherValues = z.array(DealValue).min(1).max(49).readonly();
export type OtherValues = z.infer<typeof OtherValues>;

/**
 * Why a deal's value follows its primary quotation no more: the customer declined it, its validity
 * ended, we withdrew it, it was taken out of the deal, or another without a value took its place.
 */
export const ReleaseReason = z.enum(['declined', 'expired', 'withdrawn', 'unlinked', 'replaced']);
export type ReleaseReason = z.infer<typeof ReleaseReason>;

/** What a deal is that another one is to absorb, and what it has absorbed itself. */
export const MergedOpportunity = z
  .strictObject({
    status: z.enum(['absent', 'open', 'won', 'lost', 'won-reversed', 'merged']),
    /** What it was merged into. */
    survivorId: Id.optional(),
    absorbed: z.array(Id).max(1_000).readonly(),
  })
  .readonly();
export type MergedOpportunity = z.infer<typeof MergedOpportunity>;
