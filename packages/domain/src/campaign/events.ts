import { Id, LocalDate, Money, message, NonNegativeMoney, Text } from '@presales/kernel';
import { z } from 'zod';
import { CampaignObjective } from './values/objective.ts';
import { CampaignChannel, CostKind } from './vocabulary.ts';

const campaignId = Id;

/** All that can have happened to a campaign; its members have streams of their own. */
export const CampaignEvent = z.discriminatedUnion('type', [
  message('CampaignPlanned', {
    campaignId,
    name: Text,
    channel: CampaignChannel,
    startsOn: LocalDate,
    /** The first day after it; open-ended when absent. */
    endsOn: LocalDate.optional(),
    /** The campaign that this one is part of. */
    parentId: Id.optional(),
  }),
  /** The campaign became part of another one (`to`), or of none. */
  message('CampaignParentChanged', {
    campaignId,
    from: Id.optional(),
    to: Id.optional(),
  }),
  message('CampaignBudgeted', { campaignId, budget: NonNegativeMoney }),
  message('CampaignBudgetRevised', {
    campaignId,
    from: NonNegativeMoney,
    to: NonNegativeMoney,
    reason: Text,
  }),
  /** An objective was set in its first version (1), or revised with a reason (version 2 and on; S52). */
  message('CampaignObjectiveSet', {
    campaignId,
    version: z.int().min(1),
    objective: CampaignObjective,
    reason: Text.optional(),
  }),
  message('CampaignStarted', { campaignId }),
  message('CampaignPaused', { campaignId, reason: Text.optional() }),
  message('CampaignResumed', { campaignId }),
  message('CampaignCompleted', { campaignId }),
  message('CampaignCancelled', { campaignId, reason: Text }),
  /** Money was spent on `costDate`, often after completion. A negative cost is money that came back. */
  message('CampaignCostRecorded', {
    campaignId,
    costId: Id,
    amount: Money,
    kind: CostKind,
    costDate: LocalDate,
  }),
  /**
   * A recorded cost was wrong by `delta`, in its own currency. Kind and date are those of the cost,
   * so that the correction falls where the cost fell.
   */
  message('CampaignCostCorrected', {
    campaignId,
    costId: Id,
    correctionId: Id,
    delta: Money,
    kind: CostKind,
    costDate: LocalDate,
    reason: Text,
  }),
]);
export type CampaignEvent = z.infer<typeof CampaignEvent>;
