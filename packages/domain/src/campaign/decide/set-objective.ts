import { same } from '../../shared/same.ts';
import { sameMoney } from '../../shared/same-money.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Campaign } from '../state.ts';
import type { CampaignObjective } from '../values/objective.ts';

/**
 * An objective in its first version, or the next one with its reason. What a campaign is to reach is
 * settled before it is over: an objective set afterwards would prove nothing.
 */
export const setObjective = (
  { campaignId, objective, reason }: Data<'SetCampaignObjective'>,
  state: Campaign,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'campaign/not-planned' });
  const set = state.record.objectives.get(objective.of);
  if (set !== undefined && sameObjective(set.objective, objective)) return emit();
  if (state.status === 'completed' || state.status === 'cancelled')
    return refuse({ code: `campaign/${state.status}` });
  if (set === undefined)
    return emit({ type: 'CampaignObjectiveSet', data: { campaignId, version: 1, objective } });
  if (reason === undefined)
    return refuse({ code: 'campaign/objective-reason-needed', objective: set.objective });
  return emit({
    type: 'CampaignObjectiveSet',
    data: { campaignId, version: set.version + 1, objective, reason },
  });
};

/** Whether two objectives of one kind ask for the same; 1 EUR is 1.00 EUR. */
const sameObjective = (one: CampaignObjective, other: CampaignObjective): boolean =>
  typeof one.target === 'object' && typeof other.target === 'object'
    ? sameMoney(one.target, other.target)
    : same(one, other);
