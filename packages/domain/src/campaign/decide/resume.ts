import type { Answer, Data } from '../refusals.ts';
import { take } from '../rules/course.ts';
import type { Campaign } from '../state.ts';

/** A paused campaign runs on. */
export const resume = ({ campaignId }: Data<'ResumeCampaign'>, state: Campaign): Answer =>
  take('resume', state, { type: 'CampaignResumed', data: { campaignId } });
