import type { CampaignEvent } from './events.ts';
import type { Campaign, CampaignPlan, CampaignRecord } from './state.ts';

/** The state after one more event. */
export const evolve = (state: Campaign, event: CampaignEvent): Campaign => {
  if (event.type === 'CampaignPlanned') return { status: 'planned', record: recordOf(event.data) };
  if (state.status === 'absent') return state;
  const { record } = state;
  const withRecord = (change: Partial<CampaignRecord>): Campaign => ({
    ...state,
    record: { ...record, ...change },
  });
  switch (event.type) {
    case 'CampaignParentChanged':
      return withRecord({ parentId: event.data.to });
    case 'CampaignBudgeted':
      return withRecord({ budget: event.data.budget });
    case 'CampaignBudgetRevised':
      return withRecord({ budget: event.data.to });
    case 'CampaignObjectiveSet': {
      const { objective, version } = event.data;
      return withRecord({
        objectives: new Map(record.objectives).set(objective.of, { objective, version }),
      });
    }
    case 'CampaignStarted':
    case 'CampaignResumed':
      return { status: 'started', record };
    case 'CampaignPaused':
      return { status: 'paused', record };
    case 'CampaignCompleted':
      return { status: 'completed', record };
    case 'CampaignCancelled':
      return { status: 'cancelled', record, reason: event.data.reason };
    case 'CampaignCostRecorded':
      return withRecord({ costs: new Map(record.costs).set(event.data.costId, event.data) });
    case 'CampaignCostCorrected':
      return withRecord({
        corrections: new Map(record.corrections).set(event.data.correctionId, event.data),
      });
  }
};

const recordOf = (plan: CampaignPlan): CampaignRecord => ({
  plan,
  parentId: plan.parentId,
  objectives: new Map(),
  costs: new Map(),
  corrections: new Map(),
});
