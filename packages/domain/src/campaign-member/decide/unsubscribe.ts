import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit } from '../refusals.ts';
import { unsubscribed } from '../rules/subscription.ts';
import { type CampaignMember, recordOf } from '../state.ts';

/** Nothing more is sent to the party in this campaign, whether it is enrolled now or later. */
export const unsubscribe = (
  { at: _, ...data }: Data<'UnsubscribeMember'>,
  state: CampaignMember,
): Answer => {
  const closed = recordOf(state).unsubscribed;
  return same([...closed], [...unsubscribed(closed, data)])
    ? emit()
    : emit({ type: 'CampaignMemberUnsubscribed', data });
};
