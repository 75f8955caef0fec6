import { Id, Instant, LocalDate, message, NonNegativeMoney, Note, Text } from '@presales/kernel';
import { z } from 'zod';
import { DealValue } from '../shared/deal-value.ts';
import { LossReason, OpportunityOrigin, PipelineVersion, ReversalReason } from './events.ts';

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
    at,
  }),
  /** Enters a step, wherever it lies; standing there already changes nothing. */
  message('MoveOpportunity', { opportunityId, step: Id, at }),
  message('ReviseOpportunityValue', {
    opportunityId,
    expectedValue: NonNegativeMoney,
    quotationId: Id.optional(),
    at,
  }),
  message('ChangeOpportunityOwner', { opportunityId, ownerId: Id, reason: Text, at }),
  message('WinOpportunity', {
    opportunityId,
    value: DealValue,
    quotationId: Id.optional(),
    /** Names the customer where the opportunity had none yet. */
    partyId: Id.optional(),
    at,
  }),
  message('LoseOpportunity', {
    opportunityId,
    reason: LossReason,
    competitor: Text.optional(),
    note: Note.optional(),
    at,
  }),
  message('ReopenOpportunity', { opportunityId, reason: Text, at }),
  message('ReverseWin', { opportunityId, reason: ReversalReason, note: Note.optional(), at }),
]);
export type OpportunityCommand = z.infer<typeof OpportunityCommand>;
