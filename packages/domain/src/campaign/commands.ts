import { Id, Instant, LocalDate, Money, message, NonNegativeMoney, Text } from '@presales/kernel';
import { z } from 'zod';
import { CampaignObjective } from './values/objective.ts';
import { CampaignChannel, CostKind } from './vocabulary.ts';

const campaignId = Id;
const at = Instant;
/** The campaigns that the parent is itself part of, as the caller has looked them up. */
const ancestors = z.array(Id).max(50).readonly().optional();

/** What can be asked of a campaign. */
export const CampaignCommand = z.discriminatedUnion('type', [
  message('PlanCampaign', {
    campaignId,
    name: Text,
    channel: CampaignChannel,
    startsOn: LocalDate,
    endsOn: LocalDate.optional(),
    parentId: Id.optional(),
    ancestors,
    at,
  }),
  /** Makes the campaign part of another one, or of none when no parent is named. */
  message('ChangeCampaignParent', { campaignId, parentId: Id.optional(), ancestors, at }),
  /** Sets the first budget, or revises it, which needs a reason. */
  message('BudgetCampaign', {
    campaignId,
    budget: NonNegativeMoney,
    reason: Text.optional(),
    at,
  }),
  /** Sets an objective (S52), or revises the one of its kind, which needs a reason. */
  message('SetCampaignObjective', {
    campaignId,
    objective: CampaignObjective,
    reason: Text.optional(),
    at,
  }),
  message('StartCampaign', { campaignId, at }),
  message('PauseCampaign', { campaignId, reason: Text.optional(), at }),
  message('ResumeCampaign', { campaignId, at }),
  message('CompleteCampaign', { campaignId, at }),
  message('CancelCampaign', { campaignId, reason: Text, at }),
  message('RecordCampaignCost', {
    campaignId,
    costId: Id,
    amount: Money,
    kind: CostKind,
    costDate: LocalDate,
    at,
  }),
  /** Corrects a recorded cost by a difference in its own currency. */
  message('CorrectCampaignCost', {
    campaignId,
    costId: Id,
    correctionId: Id,
    delta: Money,
    reason: Text,
    at,
  }),
]);
export type CampaignCommand = z.infer<typeof CampaignCommand>;
