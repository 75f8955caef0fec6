import type { FactOrder } from '@presales/kernel';
import type { CampaignCommand } from '../commands.ts';
import type { CampaignEvent } from '../events.ts';

/**
 * What happens to a campaign after what (B21). A cost says itself on which day it was spent, and may be entered at
 * any time; its correction follows it.
 */
export const factOrder: FactOrder<CampaignCommand, CampaignEvent> = {
  settles: {
    CampaignPlanned: ['plan', 'course'],
    CampaignParentChanged: ['parent'],
    CampaignBudgeted: ['budget'],
    CampaignBudgetRevised: ['budget'],
    CampaignObjectiveSet: [{ aspect: 'objective', by: ['objective.of'] }],
    CampaignStarted: ['course'],
    CampaignPaused: ['course'],
    CampaignResumed: ['course'],
    CampaignCompleted: ['course'],
    CampaignCancelled: ['course'],
    CampaignCostRecorded: [{ aspect: 'cost', by: ['costId'] }],
    CampaignCostCorrected: [{ aspect: 'cost', by: ['costId'] }],
  },
  follows: {
    PlanCampaign: [],
    ChangeCampaignParent: ['plan'],
    BudgetCampaign: ['plan'],
    SetCampaignObjective: ['plan'],
    StartCampaign: ['course'],
    PauseCampaign: ['course'],
    ResumeCampaign: ['course'],
    CompleteCampaign: ['course'],
    CancelCampaign: ['course'],
    RecordCampaignCost: [],
    CorrectCampaignCost: [{ aspect: 'cost', by: ['costId'] }],
  },
};
