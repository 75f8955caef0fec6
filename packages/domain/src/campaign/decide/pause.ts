import type { Answer, Data } from '../refusals.ts';
import { take } from '../rules/course.ts';
import type { Campaign } from '../state.ts';

/** A running campaign is halted for a while. */
export const pause = ({ at: _, ...paused }: Data<'PauseCampaign'>, state: Campaign): Answer =>
  take('pause', state, { type: 'CampaignPaused', data: paused });
