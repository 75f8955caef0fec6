import { Id, Instant, LocalDate, message, Note, Text } from '@presales/kernel';
import { z } from 'zod';

const engagementId = Id;

/** What presales specialists do for a deal (S41 to S49). */
export const EngagementKind = z.enum([
  'discovery',
  'preparation',
  'demonstration',
  'rfp',
  'proof-of-concept',
  'collateral',
  'product-feedback',
  'proposal-support',
  'hand-over',
]);
export type EngagementKind = z.infer<typeof EngagementKind>;

/** How much a prospect needs what was found. */
export const RequirementPriority = z.enum(['must', 'should', 'could']);
export type RequirementPriority = z.infer<typeof RequirementPriority>;

/** Why a demonstration failed. `other` needs a note. */
export const DemoFailureReason = z.enum([
  'technical',
  'missing-feature',
  'badly-prepared',
  'wrong-audience',
  'no-show',
  'other',
]);
export type DemoFailureReason = z.infer<typeof DemoFailureReason>;

/** A question of a request for proposal. */
export const RfpQuestion = z.strictObject({ questionId: Id, question: Text }).readonly();
export type RfpQuestion = z.infer<typeof RfpQuestion>;

/** What a proof of concept is measured by. */
export const SuccessCriterion = z.strictObject({ criterionId: Id, criterion: Text }).readonly();
export type SuccessCriterion = z.infer<typeof SuccessCriterion>;

/** What a proof of concept came to. */
export const PocResult = z.enum(['met', 'not-met', 'inconclusive']);
export type PocResult = z.infer<typeof PocResult>;

/** What one criterion came to. */
export const CriterionResult = z.strictObject({ criterionId: Id, result: PocResult }).readonly();
export type CriterionResult = z.infer<typeof CriterionResult>;

/** Who hears what the market says (S47, S48). */
export const FeedbackRecipient = z.enum(['marketing', 'product-management']);
export type FeedbackRecipient = z.infer<typeof FeedbackRecipient>;

/** What presales writes for a proposal (S49). */
export const ProposalPart = z.enum(['business-case', 'technical-part', 'case-study', 'facts']);
export type ProposalPart = z.infer<typeof ProposalPart>;

/** What was adapted to the prospect's needs (S44). */
export const PreparedThing = z.enum(['presentation', 'software']);
export type PreparedThing = z.infer<typeof PreparedThing>;

const once = <Item>(name: string, idOf: (item: Item) => string) =>
  [
    (items: readonly Item[]) => new Set(items.map(idOf)).size === items.length,
    { error: `expected every ${name} once` },
  ] as const;

/** The questions of one request, at most 200; a `questionId` stands once. */
export const RfpQuestions = z
  .array(RfpQuestion)
  .max(200)
  .refine(...once<RfpQuestion>('questionId', ({ questionId }) => questionId))
  .readonly();

/** The criteria of one proof of concept, 1 to 50; a `criterionId` stands once. */
export const SuccessCriteria = z
  .array(SuccessCriterion)
  .min(1)
  .max(50)
  .refine(...once<SuccessCriterion>('criterionId', ({ criterionId }) => criterionId))
  .readonly();

/** What each criterion came to; a `criterionId` stands once. */
export const CriterionResults = z
  .array(CriterionResult)
  .min(1)
  .max(50)
  .refine(...once<CriterionResult>('criterionId', ({ criterionId }) => criterionId))
  .readonly();

/** Time spent by one person on one day, in minutes. */
export const Minutes = z.int().min(1).max(1_440);

/** All that can have happened in one piece of presales work for an opportunity. */
export const EngagementEvent = z.discriminatedUnion('type', [
  message('EngagementRequested', {
    engagementId,
    opportunityId: Id,
    kind: EngagementKind,
    subject: Text,
    /** Who asks. */
    requesterId: Id.optional(),
    neededBy: LocalDate.optional(),
  }),
  message('EngagementAccepted', { engagementId, specialistId: Id }),
  message('EngagementDeclined', { engagementId, reason: Text }),
  message('EngagementCancelled', { engagementId, reason: Text }),
  /** The work ended in a way that no event of its own kind tells. */
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
  /** For the first time, or again. */
  message('DemoScheduled', { engagementId, scheduledFor: Instant }),
  message('DemoHeld', { engagementId, note: Note.optional() }),
  /** A lost deal may name the engagement (S26); the demo may be scheduled again. */
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
  /** We do not bid. */
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
    /** How long presales stays beside them (S40, S42). */
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
