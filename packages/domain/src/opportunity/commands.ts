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
  MergedOpportunity,
  OpportunityOrigin,
  OtherValues,
  ReleaseReason,
  ReversalReason,
  StandingQuotation,
} from './vocabulary.ts';

const opportunityId = Id;

const at = Instant;

/** What can be asked of an opportunity. */
export const OpportunityCommand = z.discriminatedUnion('type', [
  message('OpenOpportunity', {
    opportunityId,
    partyId: Id.optional(),
    ownerId: Id,
    pipeline: PipelineVersion,
    /** By default the pipeline's first. */
    step: Id.optional(),
    /** By default `direct`. */
    origin: OpportunityOrigin.optional(),
    productId: Id.optional(),
    expectedValue: NonNegativeMoney.optional(),
    expectedCloseOn: LocalDate.optional(),
    /** Where the deal's days are counted: which day it is won on. By default UTC. */
    zone: Zone.optional(),
    at,
  }),
  /**
   * Enters a step before or after the present one. If the deal stands there already, nothing
   * changes.
   */
  message('MoveOpportunity', { opportunityId, step: Id, at }),
  /** Takes the deal to another pipeline, or to a newer version of its own. */
  message('ChangePipeline', {
    opportunityId,
    pipeline: PipelineVersion,
    /** By default the step it stands at, where the pipeline has one of that id. */
    step: Id.optional(),
    at,
  }),
  message('ReviseOpportunityValue', {
    opportunityId,
    expectedValue: NonNegativeMoney,
    margin: Money.optional(),
    netOfUnknownCost: Money.optional(),
    quotationId: Id.optional(),
    at,
  }),
  message('SetProbability', { opportunityId, probability: Percent, at }),
  message('SetForecastCategory', { opportunityId, category: ForecastCategory, at }),
  /** Lets probability and category follow the step again. */
  message('ResetForecast', { opportunityId, at }),
  message('SetExpectedCloseDate', { opportunityId, closeOn: LocalDate, at }),
  message('LinkQuotation', {
    opportunityId,
    quotationId: Id,
    /** Whose quotation it is, as the caller looked it up: a deal is one customer's. */
    partyId: Id.optional(),
    at,
  }),
  message('UnlinkQuotation', { opportunityId, quotationId: Id, at }),
  /**
   * Links the quotation if it is not linked yet. Given again with another value, it updates the
   * deal's value.
   */
  message('SelectPrimaryQuotation', {
    opportunityId,
    quotationId: Id,
    value: DealValue.optional(),
    /** What it comes to in other currencies, while its rates are not frozen. */
    others: OtherValues.optional(),
    /** As for `LinkQuotation`. */
    partyId: Id.optional(),
    at,
  }),
  /**
   * The primary quotation is over: the deal has none now, and is worth what somebody said by hand. If
   * it is not the primary one, nothing changes.
   */
  message('ReleasePrimaryQuotation', {
    opportunityId,
    quotationId: Id,
    reason: ReleaseReason,
    at,
  }),
  message('AllocateCredit', {
    opportunityId,
    credit: CreditSplit,
    effectiveFrom: LocalDate,
    at,
  }),
  message('AllocateOverlayCredit', {
    opportunityId,
    shares: OverlayCredit,
    effectiveFrom: LocalDate,
    at,
  }),
  /** Corrects who is credited with a win; the deal keeps both. */
  message('CorrectCredit', {
    opportunityId,
    credit: CreditSplit,
    /** By default as it is. */
    overlay: OverlayCredit.optional(),
    reason: Text,
    at,
  }),
  /**
   * Corrects when a deal was won, because the win was entered for another time; the deal keeps both. It is
   * credited to who held the credit at the right time, unless its credit was corrected itself.
   */
  message('CorrectWinDate', { opportunityId, wonAt: Instant, reason: Text, at }),
  message('ChangeOpportunityOwner', { opportunityId, ownerId: Id, reason: Text, at }),
  message('RecordCompetitor', { opportunityId, competitor: Text, at }),
  message('HoldOpportunity', {
    opportunityId,
    reason: Text,
    until: LocalDate.optional(),
    at,
  }),
  message('ResumeOpportunity', { opportunityId, at }),
  message('WinOpportunity', {
    opportunityId,
    value: DealValue,
    quotationId: Id.optional(),
    shopOrderId: Id.optional(),
    /** Names the customer where the opportunity had none yet. */
    partyId: Id.optional(),
    at,
  }),
  /**
   * The customer takes more by the same deal: by another quotation, or more of one that was taken in
   * part. It is a sale of its own day, with that day's credit.
   */
  message('ExtendWin', {
    opportunityId,
    /** All that was sold by the quotation, or the order, so far: what is new of it is added. */
    value: DealValue,
    quotationId: Id.optional(),
    shopOrderId: Id.optional(),
    /** Whose quotation or order it is, as the caller knows: a deal is one customer's. */
    partyId: Id.optional(),
    at,
  }),
  /**
   * States the value of a win anew, as a whole; where a quotation or an order is named, that of what
   * was sold by it. A win of several sales is adjusted by name only.
   */
  message('AdjustWin', {
    opportunityId,
    value: DealValue,
    quotationId: Id.optional(),
    shopOrderId: Id.optional(),
    reason: ReversalReason,
    note: Note.optional(),
    at,
  }),
  message('LoseOpportunity', {
    opportunityId,
    reason: LossReason,
    competitor: Text.optional(),
    note: Note.optional(),
    /** The pre-sales engagement it was lost by: a demonstration that went wrong, for instance. */
    engagementId: Id.optional(),
    /** The deal's quotations that are live or ordered, as the caller looked them up. */
    standingQuotations: z.array(StandingQuotation).max(50).readonly().optional(),
    at,
  }),
  message('ReopenOpportunity', { opportunityId, reason: Text, at }),
  message('ReverseWin', { opportunityId, reason: ReversalReason, note: Note.optional(), at }),
  /** Asked of the duplicate, after the survivor has absorbed it. `mergeOpportunities` makes both. */
  message('MergeOpportunity', {
    opportunityId,
    survivorId: Id,
    /** Where the survivor was itself merged to, as the caller looked it up. */
    survivorMergedInto: Id.optional(),
    /** Whether the survivor has absorbed it, as the caller looked it up. */
    absorbed: z.boolean().optional(),
    at,
  }),
  /** Asked of the survivor. */
  message('AbsorbOpportunity', {
    opportunityId,
    mergedId: Id,
    /** What was looked up of the other deal: only one that can be merged is absorbed. */
    merged: MergedOpportunity.optional(),
    at,
  }),
  /**
   * Takes a merge back on the survivor's side, for one that was a mistake; then `UnmergeOpportunity`
   * follows.
   */
  message('ReleaseOpportunity', { opportunityId, mergedId: Id, reason: Text, at }),
  /** Takes a merge back: the deal stands where it stood. `unmergeOpportunities` makes both commands. */
  message('UnmergeOpportunity', { opportunityId, reason: Text, at }),
]);
export type OpportunityCommand = z.infer<typeof OpportunityCommand>;
