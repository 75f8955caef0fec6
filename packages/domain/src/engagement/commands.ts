import { Id, Instant, LocalDate, message, Note, Text } from '@presales/kernel';
import { z } from 'zod';
import {
  CriterionResults,
  DemoFailureReason,
  EngagementKind,
  FeedbackRecipient,
  Minutes,
  PreparedThing,
  ProposalPart,
  RequirementPriority,
  RfpQuestions,
  SuccessCriteria,
} from './vocabulary.ts';

const engagementId = Id;
const at = Instant;

/** What can be asked of a presales engagement. */
export const EngagementCommand = z.discriminatedUnion('type', [
  message('RequestEngagement', {
    engagementId,
    /** What it is for is one of these three: pre-sales begins at the first contact (B41). */
    opportunityId: Id.optional(),
    leadId: Id.optional(),
    inquiryId: Id.optional(),
    kind: EngagementKind,
    subject: Text,
    requesterId: Id.optional(),
    neededBy: LocalDate.optional(),
    at,
  }),
  message('AcceptEngagement', { engagementId, specialistId: Id, at }),
  message('DeclineEngagement', { engagementId, reason: Text, at }),
  message('CancelEngagement', { engagementId, reason: Text, at }),
  message('CompleteEngagement', { engagementId, summary: Note.optional(), at }),
  message('RecordDiscoveryFinding', {
    engagementId,
    findingId: Id,
    requirement: Text,
    priority: RequirementPriority,
    at,
  }),
  message('RecordPreparation', {
    engagementId,
    preparationId: Id,
    thing: PreparedThing,
    description: Text,
    at,
  }),
  message('ScheduleDemo', { engagementId, scheduledFor: Instant, at }),
  message('HoldDemo', { engagementId, note: Note.optional(), at }),
  message('FailDemo', { engagementId, reason: DemoFailureReason, note: Note.optional(), at }),
  message('ReceiveRfp', { engagementId, dueAt: Instant, questions: RfpQuestions, at }),
  message('ChangeRfpDue', { engagementId, dueAt: Instant, at }),
  message('AnswerRfp', { engagementId, questionId: Id, answer: Note, at }),
  message('SubmitRfp', { engagementId, at }),
  message('DeclineRfp', { engagementId, reason: Text, at }),
  message('StartPoc', { engagementId, criteria: SuccessCriteria, at }),
  message('ConcludePoc', { engagementId, criteria: CriterionResults, note: Note.optional(), at }),
  message('SendFeedback', {
    engagementId,
    feedbackId: Id,
    to: FeedbackRecipient,
    feedback: Note,
    productId: Id.optional(),
    at,
  }),
  message('DeliverCollateral', { engagementId, collateralId: Id, title: Text, at }),
  message('DeliverProposalPart', {
    engagementId,
    partId: Id,
    part: ProposalPart,
    title: Text,
    quotationId: Id.optional(),
    at,
  }),
  message('HandOverToDelivery', {
    engagementId,
    deliveryId: Id,
    supportUntil: LocalDate.optional(),
    note: Note.optional(),
    at,
  }),
  message('RecordEngagementTime', {
    engagementId,
    entryId: Id,
    personId: Id,
    date: LocalDate,
    minutes: Minutes,
    at,
  }),
  message('CorrectEngagementTime', {
    engagementId,
    entryId: Id,
    minutes: z.int().min(0).max(1_440),
    reason: Text,
    at,
  }),
]);
export type EngagementCommand = z.infer<typeof EngagementCommand>;
