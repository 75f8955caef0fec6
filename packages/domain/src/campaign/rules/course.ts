import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Campaign } from '../state.ts';

/** The campaign begins to run. */
export const start = ({ campaignId }: Data<'StartCampaign'>, state: Campaign): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'campaign/not-planned' });
    case 'planned':
      return emit({ type: 'CampaignStarted', data: { campaignId } });
    case 'started':
      return emit();
    default:
      return refuse({ code: `campaign/${state.status}` });
  }
};

/** A running campaign is halted for a while. */
export const pause = ({ campaignId, reason }: Data<'PauseCampaign'>, state: Campaign): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'campaign/not-planned' });
    case 'planned':
      return refuse({ code: 'campaign/not-started' });
    case 'started':
      return emit({
        type: 'CampaignPaused',
        data: { campaignId, ...(reason === undefined ? {} : { reason }) },
      });
    case 'paused':
      return emit();
    default:
      return refuse({ code: `campaign/${state.status}` });
  }
};

/** A paused campaign runs on. */
export const resume = ({ campaignId }: Data<'ResumeCampaign'>, state: Campaign): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'campaign/not-planned' });
    case 'planned':
      return refuse({ code: 'campaign/not-started' });
    case 'started':
      return emit();
    case 'paused':
      return emit({ type: 'CampaignResumed', data: { campaignId } });
    default:
      return refuse({ code: `campaign/${state.status}` });
  }
};

/** The campaign is over, from running or from a pause. */
export const complete = ({ campaignId }: Data<'CompleteCampaign'>, state: Campaign): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'campaign/not-planned' });
    case 'planned':
      return refuse({ code: 'campaign/not-started' });
    case 'started':
    case 'paused':
      return emit({ type: 'CampaignCompleted', data: { campaignId } });
    case 'completed':
      return emit();
    case 'cancelled':
      return refuse({ code: 'campaign/cancelled' });
  }
};

/** The campaign is given up before its end. What it cost stays, and more bills may come. */
export const cancel = ({ campaignId, reason }: Data<'CancelCampaign'>, state: Campaign): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'campaign/not-planned' });
    case 'completed':
      return refuse({ code: 'campaign/completed' });
    case 'cancelled':
      return state.reason === reason ? emit() : refuse({ code: 'campaign/cancelled' });
    default:
      return emit({ type: 'CampaignCancelled', data: { campaignId, reason } });
  }
};
