import { Id, Instant, LocalDate, message, Note, Text } from '@presales/kernel';
import { z } from 'zod';
import {
  CriterionResults,
  DemoFailureReason,
  EngagementKind,
  FeedbackRecipient,
  Minutes,
  PocResult,
  PreparedThing,
  ProposalPart,
  RequirementPriority,
  RfpQuestions,
  SuccessCriteria,
} from './vocabulary.ts';

const engagementId = Id;

/** All that can have happened in one piece of presales work. */
export const EngagementEvent = z.discriminatedUnion('type', [
  message('EngagementRequested', {
    engagementId,
    /** What it is for is one of these three: pre-sales begins at the first contact (B41). */
    opportunityId: Id.optional(),
    leadId: Id.optional(),
    inquiryId: Id.optional(),
    kind: EngagementKind,
    subject: Text,
    /** Who asks. */
    requesterId: Id.optional(),
    neededBy: LocalDate.optional(),
  }),
  message('EngagementAccepted', { engagementId, specialistId: Id }),
  message('EngagementDeclined', { engagementId, reason: Text }),
  message('EngagementCancelled', { engagementId, reason: Text }),
  /** The work is done. Demos, requests for proposal and the like end with an event of their own. */
  message('EngagementCompleted', { engagementId, summary: Note.optional() }),
  message('DiscoveryFindingRecorded', {
    engagementId,
    findingId: Id,
    requirement: Text,
    priority: RequirementPriority,
  }),
  message('SolutionPrepared', {
    engagementId,
    preparationId: Id,
    thing: PreparedThing,
    description: Text,
  }),
  /** The demo was scheduled, for the first time or anew. */
  message('DemoScheduled', { engagementId, scheduledFor: Instant }),
  message('DemoHeld', { engagementId, note: Note.optional() }),
  /** A lost deal may name the engagement (S26). The demo may be scheduled again. */
  message('DemoFailed', { engagementId, reason: DemoFailureReason, note: Note.optional() }),
  message('RfpReceived', { engagementId, dueAt: Instant, questions: RfpQuestions }),
  /** The prospect gave more time, or less. */
  message('RfpDueChanged', { engagementId, from: Instant, to: Instant }),
  message('RfpAnswered', { engagementId, questionId: Id, answer: Note }),
  message('RfpSubmitted', {
    engagementId,
    /** After its due time. */
    late: z.boolean(),
    /** Questions left without an answer. */
    unanswered: z.int().min(0),
  }),
  /** We decided not to bid. */
  message('RfpDeclined', { engagementId, reason: Text }),
  message('PocStarted', { engagementId, criteria: SuccessCriteria }),
  message('PocConcluded', {
    engagementId,
    /** Met when every criterion is, not met when one is not, else inconclusive. */
    result: PocResult,
    criteria: CriterionResults,
    note: Note.optional(),
  }),
  message('FeedbackSent', {
    engagementId,
    feedbackId: Id,
    to: FeedbackRecipient,
    feedback: Note,
    productId: Id.optional(),
  }),
  message('CollateralDelivered', { engagementId, collateralId: Id, title: Text }),
  message('ProposalPartDelivered', {
    engagementId,
    partId: Id,
    part: ProposalPart,
    title: Text,
    quotationId: Id.optional(),
  }),
  message('HandedOverToDelivery', {
    engagementId,
    /** The person or team that delivers. */
    deliveryId: Id,
    /** How long presales goes on supporting them (S40, S42). */
    supportUntil: LocalDate.optional(),
    note: Note.optional(),
  }),
  message('EngagementTimeRecorded', {
    engagementId,
    entryId: Id,
    personId: Id,
    date: LocalDate,
    minutes: Minutes,
  }),
  /** Zero minutes take the entry back. */
  message('EngagementTimeCorrected', {
    engagementId,
    entryId: Id,
    from: z.int().min(0).max(1_440),
    to: z.int().min(0).max(1_440),
    reason: Text,
  }),
]);
export type EngagementEvent = z.infer<typeof EngagementEvent>;
