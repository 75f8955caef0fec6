import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { partOfItself } from '../rules/part-of-itself.ts';
import type { Campaign } from '../state.ts';

/** Makes the campaign part of another, or of none, at any time: reports roll up along parents. */
export const changeParent = (
  { campaignId, parentId: to, ancestors }: Data<'ChangeCampaignParent'>,
  state: Campaign,
): Answer => {
  if (state.status === 'absent') return refuse({ code: 'campaign/not-planned' });
  const { parentId: from } = state.record;
  if (from === to) return emit();
  return (
    partOfItself(campaignId, to, ancestors) ??
    emit({
      type: 'CampaignParentChanged',
      data: {
        campaignId,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      },
    })
  );
};
