import { type CampaignMember, type CampaignResponse, recordOf } from '../state.ts';

/**
 * The response that was recorded first: later ones never take its place. Where answers are recorded
 * late, a report orders them by when they happened instead.
 */
export const firstResponseOf = (state: CampaignMember): CampaignResponse | undefined => {
  const [first] = recordOf(state).responses.values();
  return first;
};
