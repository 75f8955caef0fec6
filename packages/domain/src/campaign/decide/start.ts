import type { Answer, Data } from '../refusals.ts';
import { take } from '../rules/course.ts';
import type { Campaign } from '../state.ts';

/** The campaign begins to run. */
export const start = ({ campaignId }: Data<'StartCampaign'>, state: Campaign): Answer =>
  take('start', state, { type: 'CampaignStarted', data: { campaignId } });
