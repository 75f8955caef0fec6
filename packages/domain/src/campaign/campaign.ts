import {
  type Aggregate,
  aggregate,
  type Decision,
  decisions,
  type Money,
  type Of,
} from '@presales/kernel';
import { same } from '../shared/same.ts';
import { sameMoney } from '../shared/same-money.ts';
import { CampaignCommand } from './commands.ts';
import { CampaignEvent } from './events.ts';

/** What a campaign is. Its costs are kept under their ids, so that none is counted twice. */
export type Campaign =
  | { readonly status: 'absent' }
  | {
      readonly status: 'planned' | 'started' | 'completed';
      readonly plan: CampaignPlan;
      readonly budget?: Money;
      readonly costs: ReadonlyMap<string, CampaignCost>;
    };

/** What was planned. */
export type CampaignPlan = Of<CampaignEvent, 'CampaignPlanned'>['data'];

/** What was spent. */
export type CampaignCost = Of<CampaignEvent, 'CampaignCostRecorded'>['data'];

/** Why a campaign's command is refused. */
export type CampaignRefusal =
  /** Planned before, and differently. */
  | { readonly code: 'campaign/already-planned' }
  | { readonly code: 'campaign/not-planned' }
  /** `endsOn` is the first day after the campaign, so it lies after `startsOn`. */
  | { readonly code: 'campaign/ends-before-start' }
  /** A budget that stands is revised with a reason. */
  | { readonly code: 'campaign/reason-needed'; readonly budget: Money }
  | { readonly code: 'campaign/not-started' }
  | { readonly code: 'campaign/completed' }
  /** The id belongs to another cost. */
  | { readonly code: 'campaign/cost-exists'; readonly costId: string };

const evolve = (state: Campaign, event: CampaignEvent): Campaign => {
  if (event.type === 'CampaignPlanned')
    return { status: 'planned', plan: event.data, costs: new Map() };
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'CampaignBudgeted':
      return { ...state, budget: event.data.budget };
    case 'CampaignBudgetRevised':
      return { ...state, budget: event.data.to };
    case 'CampaignStarted':
      return { ...state, status: 'started' };
    case 'CampaignCompleted':
      return { ...state, status: 'completed' };
    case 'CampaignCostRecorded':
      return { ...state, costs: new Map(state.costs).set(event.data.costId, event.data) };
  }
};

const decide = (command: CampaignCommand, state: Campaign): Answer => {
  switch (command.type) {
    case 'PlanCampaign':
      return plan(command.data, state);
    case 'BudgetCampaign':
      return budget(command.data, state);
    case 'StartCampaign':
      return start(command.data, state);
    case 'CompleteCampaign':
      return complete(command.data, state);
    case 'RecordCampaignCost':
      return recordCost(command.data, state);
  }
};

/** Marketing with a budget and costs (S51); its members have streams of their own. */
export const campaign: Aggregate<CampaignCommand, Campaign, CampaignEvent, CampaignRefusal> =
  aggregate({
    category: 'campaign',
    commands: CampaignCommand,
    events: CampaignEvent,
    decider: { initialState: { status: 'absent' }, evolve, decide },
    identify: ({ data }) => data.campaignId,
  });

type Answer = Decision<CampaignEvent, CampaignRefusal>;
type Data<Type extends CampaignCommand['type']> = Of<CampaignCommand, Type>['data'];
const { emit, refuse } = decisions<CampaignEvent, CampaignRefusal>();

function plan({ at: _, ...planned }: Data<'PlanCampaign'>, state: Campaign): Answer {
  if (state.status !== 'absent')
    return same(state.plan, planned) ? emit() : refuse({ code: 'campaign/already-planned' });
  if (planned.endsOn !== undefined && planned.endsOn <= planned.startsOn)
    return refuse({ code: 'campaign/ends-before-start' });
  return emit({ type: 'CampaignPlanned', data: planned });
}

function budget({ campaignId, budget, reason }: Data<'BudgetCampaign'>, state: Campaign): Answer {
  if (state.status === 'absent') return refuse({ code: 'campaign/not-planned' });
  const from = state.budget;
  if (from === undefined) return emit({ type: 'CampaignBudgeted', data: { campaignId, budget } });
  if (sameMoney(from, budget)) return emit();
  if (reason === undefined) return refuse({ code: 'campaign/reason-needed', budget: from });
  return emit({ type: 'CampaignBudgetRevised', data: { campaignId, from, to: budget, reason } });
}

function start({ campaignId }: Data<'StartCampaign'>, state: Campaign): Answer {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'campaign/not-planned' });
    case 'planned':
      return emit({ type: 'CampaignStarted', data: { campaignId } });
    case 'started':
      return emit();
    case 'completed':
      return refuse({ code: 'campaign/completed' });
  }
}

function complete({ campaignId }: Data<'CompleteCampaign'>, state: Campaign): Answer {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'campaign/not-planned' });
    case 'planned':
      return refuse({ code: 'campaign/not-started' });
    case 'started':
      return emit({ type: 'CampaignCompleted', data: { campaignId } });
    case 'completed':
      return emit();
  }
}

function recordCost({ at: _, ...cost }: Data<'RecordCampaignCost'>, state: Campaign): Answer {
  if (state.status === 'absent') return refuse({ code: 'campaign/not-planned' });
  const recorded = state.costs.get(cost.costId);
  if (recorded === undefined) return emit({ type: 'CampaignCostRecorded', data: cost });
  return same(recorded, cost)
    ? emit()
    : refuse({ code: 'campaign/cost-exists', costId: cost.costId });
}
