import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { entering } from '../rules/enrolment.ts';
import { type CampaignMember, recordOf } from '../state.ts';

/** Records that the campaign met the party: at a stand, on the phone, by an advertisement. */
export const recordTouch = (
  { at: _, ...touch }: Data<'RecordCampaignTouch'>,
  state: CampaignMember,
): Answer => {
  const { touchId } = touch;
  const known = recordOf(state).touches.get(touchId);
  if (known !== undefined)
    return same(known, touch) ? emit() : refuse({ code: 'campaign-member/touch-exists', touchId });
  return emit(...entering(touch, state), { type: 'CampaignTouchRecorded', data: touch });
};
