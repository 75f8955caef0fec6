import type { Money, Of } from '@presales/kernel';
import type { CampaignEvent } from './events.ts';
import type { CampaignObjective } from './values/objective.ts';

/** What was planned. */
export type CampaignPlan = Of<CampaignEvent, 'CampaignPlanned'>['data'];

/** An objective as it stands, and how often it was set. */
export interface ObjectiveVersion {
  readonly objective: CampaignObjective;
  readonly version: number;
}

/** What was spent, as first recorded. */
export type CampaignCost = Of<CampaignEvent, 'CampaignCostRecorded'>['data'];

/** By how much a recorded cost was wrong. */
export type CampaignCostCorrection = Of<CampaignEvent, 'CampaignCostCorrected'>['data'];

/** What is known of a campaign, wherever it stands. Ids make sure that no cost is counted twice. */
export interface CampaignRecord {
  readonly plan: CampaignPlan;
  /** The campaign that this one is part of today. */
  readonly parentId?: string | undefined;
  readonly budget?: Money;
  readonly objectives: ReadonlyMap<CampaignObjective['of'], ObjectiveVersion>;
  readonly costs: ReadonlyMap<string, CampaignCost>;
  readonly corrections: ReadonlyMap<string, CampaignCostCorrection>;
}

/** What a campaign is. */
export type Campaign =
  | { readonly status: 'absent' }
  | {
      readonly status: 'planned' | 'started' | 'paused' | 'completed';
      readonly record: CampaignRecord;
    }
  | { readonly status: 'cancelled'; readonly record: CampaignRecord; readonly reason: string };
