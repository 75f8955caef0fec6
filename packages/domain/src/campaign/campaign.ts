import { type Aggregate, aggregate, type Money, type Of } from '@presales/kernel';
import { CampaignCommand } from './commands.ts';
import { correctCost, recordCost } from './decide/correct-cost.ts';
import { changeParent, plan } from './decide/plan.ts';
import { budget, setObjective } from './decide/set-objective.ts';
import { CampaignEvent } from './events.ts';
import type { Answer, CampaignRefusal } from './refusals.ts';
import { cancel, complete, pause, resume, start } from './rules/course.ts';
import type { CampaignObjective } from './values/objective.ts';

/** What a campaign is. */
export type Campaign =
  | { readonly status: 'absent' }
  | (CampaignBook & { readonly status: 'planned' | 'started' | 'paused' | 'completed' })
  | (CampaignBook & { readonly status: 'cancelled'; readonly reason: string });

/** What is kept of a campaign, wherever it stands. Ids make sure that no cost is counted twice. */
export interface CampaignBook {
  readonly plan: CampaignPlan;
  /** The campaign that this one is part of today. */
  readonly parentId?: string | undefined;
  readonly budget?: Money;
  readonly objectives: ReadonlyMap<CampaignObjective['of'], ObjectiveVersion>;
  readonly costs: ReadonlyMap<string, CampaignCost>;
  readonly corrections: ReadonlyMap<string, CampaignCostCorrection>;
}

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

const evolve = (state: Campaign, event: CampaignEvent): Campaign => {
  if (event.type === 'CampaignPlanned')
    return {
      status: 'planned',
      plan: event.data,
      parentId: event.data.parentId,
      objectives: new Map(),
      costs: new Map(),
      corrections: new Map(),
    };
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'CampaignParentChanged':
      return { ...state, parentId: event.data.to };
    case 'CampaignBudgeted':
      return { ...state, budget: event.data.budget };
    case 'CampaignBudgetRevised':
      return { ...state, budget: event.data.to };
    case 'CampaignObjectiveSet': {
      const { objective, version } = event.data;
      const objectives = new Map(state.objectives).set(objective.of, { objective, version });
      return { ...state, objectives };
    }
    case 'CampaignStarted':
    case 'CampaignResumed':
      return { ...state, status: 'started' };
    case 'CampaignPaused':
      return { ...state, status: 'paused' };
    case 'CampaignCompleted':
      return { ...state, status: 'completed' };
    case 'CampaignCancelled':
      return { ...state, status: 'cancelled', reason: event.data.reason };
    case 'CampaignCostRecorded':
      return { ...state, costs: new Map(state.costs).set(event.data.costId, event.data) };
    case 'CampaignCostCorrected': {
      const corrections = new Map(state.corrections).set(event.data.correctionId, event.data);
      return { ...state, corrections };
    }
  }
};

const decide = (command: CampaignCommand, state: Campaign): Answer => {
  switch (command.type) {
    case 'PlanCampaign':
      return plan(command.data, state);
    case 'ChangeCampaignParent':
      return changeParent(command.data, state);
    case 'BudgetCampaign':
      return budget(command.data, state);
    case 'SetCampaignObjective':
      return setObjective(command.data, state);
    case 'StartCampaign':
      return start(command.data, state);
    case 'PauseCampaign':
      return pause(command.data, state);
    case 'ResumeCampaign':
      return resume(command.data, state);
    case 'CompleteCampaign':
      return complete(command.data, state);
    case 'CancelCampaign':
      return cancel(command.data, state);
    case 'RecordCampaignCost':
      return recordCost(command.data, state);
    case 'CorrectCampaignCost':
      return correctCost(command.data, state);
  }
};

/** Marketing with a budget, objectives and costs (S51, S52); members have streams of their own. */
export const campaign: Aggregate<CampaignCommand, Campaign, CampaignEvent, CampaignRefusal> =
  aggregate({
    category: 'campaign',
    commands: CampaignCommand,
    events: CampaignEvent,
    decider: { initialState: { status: 'absent' }, evolve, decide },
    identify: ({ data }) => data.campaignId,
  });
