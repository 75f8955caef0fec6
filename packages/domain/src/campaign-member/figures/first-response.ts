import type { CampaignMember, CampaignResponse } from '../state.ts';

/**
 * The response that was recorded first: later ones never take its place. Where answers are recorded
 * late, a report orders them by when they happened instead.
 */
export const firstResponseOf = (state: CampaignMember): CampaignResponse | undefined => {
  if (state.status === 'absent') return undefined;
  const [first] = state.responses.values();
  return first;
};
