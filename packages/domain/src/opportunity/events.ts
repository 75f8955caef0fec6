import {
  Id,
  Instant,
  LocalDate,
  Money,
  message,
  NonNegativeMoney,
  Note,
  Percent,
  Text,
  Zone,
} from '@presales/kernel';
import { z } from 'zod';
import { CreditSplit, OverlayCredit } from '../shared/credit.ts';
import { DealValue } from '../shared/deal-value.ts';
import { ForecastCategory } from '../shared/forecast-category.ts';
import { PipelineVersion } from '../shared/pipeline-version.ts';
import {
  LossReason,
  OpportunityOrigin,
  OpportunitySale,
  OtherValues,
  ReleaseReason,
  ReversalReason,
  StepDirection,
} from './vocabulary.ts';

const opportunityId = Id;

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
    /** Where the deal's days are counted; UTC when absent. */
    zone: Zone.optional(),
  }),
  message('OpportunityStepEntered', {
    opportunityId,
    from: Id,
    to: Id,
    direction: StepDirection,
    /** The steps between, when some were skipped; nobody visited them. */
    skipped,
  }),
  /** The deal runs in another pipeline, or in another version of its own, from here on. */
  message('OpportunityPipelineChanged', {
    opportunityId,
    /** Where it stood. */
    from: z.strictObject({ pipelineId: Id, version: z.int().min(1), step: Id }).readonly(),
    pipeline: PipelineVersion,
    /** Where it stands now. */
    step: Id,
  }),
  message('OpportunityValueRevised', {
    opportunityId,
    expectedValue: NonNegativeMoney,
    /** What of it may be margin, over the part whose cost is known; absent when nobody said. */
    margin: Money.optional(),
    /** How much of the value the margin leaves out (B2); absent when nobody said. */
    netOfUnknownCost: Money.optional(),
    /** The quotation it follows; absent when set by hand. */
    quotationId: Id.optional(),
    /**
     * What it may be worth besides, in other currencies: a quotation whose rates are not frozen is
     * valued at those of the report (B27).
     */
    others: OtherValues.optional(),
  }),
  /** The chance of winning was set by hand; it holds at every step until the forecast is reset. */
  message('OpportunityProbabilitySet', { opportunityId, probability: Percent }),
  /** The category was set by hand; it holds at every step until the forecast is reset. */
  message('ForecastCategoryChanged', {
    opportunityId,
    from: ForecastCategory.optional(),
    to: ForecastCategory,
  }),
  /** Probability and category follow the step again. */
  message('ForecastReset', { opportunityId }),
  /** A later day than before is a slip. */
  message('ExpectedCloseDateChanged', {
    opportunityId,
    from: LocalDate.optional(),
    to: LocalDate,
  }),
  message('QuotationLinked', { opportunityId, quotationId: Id }),
  /**
   * The quotation no longer belongs to the deal. If it was the primary one, the deal has none now.
   */
  message('QuotationUnlinked', { opportunityId, quotationId: Id }),
  /** The deal's value follows this quotation from now on (B14). */
  message('PrimaryQuotationSelected', {
    opportunityId,
    quotationId: Id,
    /**
     * What it comes to, where known. `OpportunityValueRevised` follows if that changes the deal's
     * value.
     */
    value: DealValue.optional(),
    /** What it comes to in other currencies. */
    others: OtherValues.optional(),
  }),
  /**
   * The primary quotation is over, or belongs to the deal no more; the deal has none now (B27). It is
   * expected to be worth what somebody said by hand last, and nothing known where nobody ever did.
   */
  message('PrimaryQuotationReleased', {
    opportunityId,
    quotationId: Id,
    reason: ReleaseReason,
    expectedValue: NonNegativeMoney.optional(),
    margin: Money.optional(),
    netOfUnknownCost: Money.optional(),
  }),
  /** Who holds the credit from this day on; a second one for a day replaces the first. */
  message('SalesCreditAllocated', {
    opportunityId,
    credit: CreditSplit,
    effectiveFrom: LocalDate,
  }),
  /** Who is credited beside the split from this day on; a second one for a day replaces the first. */
  message('OverlayCreditAllocated', {
    opportunityId,
    shares: OverlayCredit,
    effectiveFrom: LocalDate,
  }),
  /**
   * The credit of the win that stands was wrong, and is this from now on; the former one stays in
   * history (B23).
   */
  message('SalesCreditCorrected', {
    opportunityId,
    credit: CreditSplit,
    /** Who is credited beside the split; absent when nobody is. */
    overlay: OverlayCredit.optional(),
    reason: Text,
  }),
  /**
   * The win that stands was entered for the wrong time: it is of this one from now on; the former one
   * stays in history (B44). What was sold in addition keeps its day.
   */
  message('OpportunityWinDateCorrected', {
    opportunityId,
    wonAt: Instant,
    /** Who is credited with what the deal was won by, as it stood at that time. */
    credit: CreditSplit,
    /** Who is credited beside the split; absent when nobody is. */
    overlay: OverlayCredit.optional(),
    reason: Text,
  }),
  message('OpportunityOwnerChanged', { opportunityId, from: Id, to: Id, reason: Text }),
  /** Somebody else is after the deal (S37). */
  message('CompetitorRecorded', { opportunityId, competitor: Text }),
  /** Open, but at rest. A second one changes the reason or the day. */
  message('OpportunityHeld', { opportunityId, reason: Text, until: LocalDate.optional() }),
  message('OpportunityResumed', { opportunityId }),
  message('OpportunityWon', {
    opportunityId,
    partyId: Id.optional(),
    value: DealValue,
    /** Who is credited, as it stood on the day of the win (B11). */
    credit: CreditSplit,
    /** Who is credited beside the split; absent when nobody is. */
    overlay: OverlayCredit.optional(),
    step: Id,
    /** Steps the deal never entered. */
    skipped,
    quotationId: Id.optional(),
    /** The order that was paid (B8). */
    shopOrderId: Id.optional(),
  }),
  /** The customer took more by a deal that was won: a sale of its own day and credit (B26). */
  message('OpportunityWinExtended', {
    opportunityId,
    /** What was sold in addition. */
    added: DealValue,
    /** The new whole of the deal. */
    value: DealValue,
    quotationId: Id.optional(),
    shopOrderId: Id.optional(),
    /** Who is credited with what was added, as it stood on its day (B11). */
    credit: CreditSplit,
    /** As for a win. */
    overlay: OverlayCredit.optional(),
  }),
  /** The win stands at another value: a part was refunded (B8). Its credit stays. */
  message('OpportunityWinAdjusted', {
    opportunityId,
    /** The new whole, not the difference. */
    value: DealValue,
    reason: ReversalReason,
    note: Note.optional(),
    /**
     * Which sale of the win changed, and what that is worth now; the only one there was, when
     * absent.
     */
    sale: OpportunitySale.optional(),
  }),
  message('OpportunityLost', {
    opportunityId,
    reason: LossReason,
    /** The step it was lost at. */
    step: Id,
    competitor: Text.optional(),
    note: Note.optional(),
    /** The pre-sales engagement it was lost by (S26). */
    engagementId: Id.optional(),
  }),
  /** For mistakes: the same deal is open again, its former outcome stays in history (B13). */
  message('OpportunityReopened', {
    opportunityId,
    previousOutcome: z.enum(['won', 'lost']),
    /** The deal counted as lost because its win had been taken back. */
    reversed: z.literal(true).optional(),
    step: Id,
    reason: Text,
  }),
  /** The win is taken back: value, margin and credit of the win count no more. The deal is lost. */
  message('OpportunityWinReversed', {
    opportunityId,
    reason: ReversalReason,
    note: Note.optional(),
  }),
  /** A duplicate: neither won nor lost, it counts as the survivor from now on (B15). */
  message('OpportunityMergedInto', { opportunityId, survivorId: Id }),
  /** The deal stands for the merged one too. */
  message('OpportunityAbsorbed', { opportunityId, mergedId: Id }),
  /** It was no duplicate: open again, as it was until it was merged. */
  message('OpportunityUnmerged', { opportunityId, survivorId: Id, reason: Text }),
  /** The deal stands for the other no more. */
  message('OpportunityReleased', { opportunityId, mergedId: Id, reason: Text }),
]);
export type OpportunityEvent = z.infer<typeof OpportunityEvent>;
