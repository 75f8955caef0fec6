import { Id, Text } from '@presales/kernel';
import { z } from 'zod';

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

/** Who is told what the market says (S47, S48). */
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

/** The questions of one request for proposal, at most 200, each with a `questionId` of its own. */
export const RfpQuestions = z
  .array(RfpQuestion)
  .max(200)
  .refine(...once<RfpQuestion>('questionId', ({ questionId }) => questionId))
  .readonly();

/** The criteria of one proof of concept, 1 to 50, each with a `criterionId` of its own. */
export const SuccessCriteria = z
  .array(SuccessCriterion)
  .min(1)
  .max(50)
  .refine(...once<SuccessCriterion>('criterionId', ({ criterionId }) => criterionId))
  .readonly();

/** What each criterion came to, one result for a `criterionId`. */
export const CriterionResults = z
  .array(CriterionResult)
  .min(1)
  .max(50)
  .refine(...once<CriterionResult>('criterionId', ({ criterionId }) => criterionId))
  .readonly();

/** Time spent by one person on one day, in minutes. */
export const Minutes = z.int().min(1).max(1_440);
