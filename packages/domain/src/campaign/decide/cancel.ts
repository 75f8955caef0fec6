import { type Answer, type Data, refuse } from '../refusals.ts';
import { take } from '../rules/course.ts';
import type { Campaign } from '../state.ts';

/** The campaign is given up before its end. What it cost stays, and more bills may come. */
export const cancel = ({ campaignId, reason }: Data<'CancelCampaign'>, state: Campaign): Answer =>
  state.status === 'cancelled' && state.reason !== reason
    ? refuse({ code: 'campaign/cancelled' })
    : take('cancel', state, { type: 'CampaignCancelled', data: { campaignId, reason } });
