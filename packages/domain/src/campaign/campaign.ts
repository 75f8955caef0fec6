import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { CampaignCommand } from './commands.ts';
import { budget } from './decide/budget.ts';
import { cancel } from './decide/cancel.ts';
import { changeParent } from './decide/change-parent.ts';
import { complete } from './decide/complete.ts';
import { correctCost } from './decide/correct-cost.ts';
import { pause } from './decide/pause.ts';
import { plan } from './decide/plan.ts';
import { recordCost } from './decide/record-cost.ts';
import { resume } from './decide/resume.ts';
import { setObjective } from './decide/set-objective.ts';
import { start } from './decide/start.ts';
import { CampaignEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Answer, CampaignRefusal } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { Campaign } from './state.ts';

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
    inOrder: inOrder('campaign/before-fact', factOrder),
    identify: ({ data }) => data.campaignId,
  });
