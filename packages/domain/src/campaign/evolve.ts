import type { CampaignEvent } from './events.ts';
import type { Campaign } from './state.ts';

export const evolve = (state: Campaign, event: CampaignEvent): Campaign => {
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
