import { type Answer, type Data, emit } from '../refusals.ts';
import { resubscribed } from '../rules/subscription.ts';
import { type CampaignMember, recordOf } from '../state.ts';

/** The party may be written to again in this campaign. Where nothing was ended, nothing changes. */
export const resubscribe = (
  { at: _, ...data }: Data<'ResubscribeMember'>,
  state: CampaignMember,
): Answer => {
  const closed = recordOf(state).unsubscribed;
  return resubscribed(closed, data).size === closed.size
    ? emit()
    : emit({ type: 'CampaignMemberResubscribed', data });
};
