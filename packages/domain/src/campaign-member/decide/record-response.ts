import { same } from '../../shared/same.ts';
import type { CampaignMember, CampaignResponse } from '../campaign-member.ts';
import type { CampaignMemberEvent } from '../events.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { enrolled } from './enrol.ts';

/**
 * The party answered. A response counts once under its id; an answer to a mailing counts once for
 * its kind and link, under whatever id it is reported: a link followed twice is one click.
 */
export const recordResponse = (
  { at: _, ...response }: Data<'RecordCampaignResponse'>,
  state: CampaignMember,
): Answer => {
  const { responseId, mailingId } = response;
  if (state.status !== 'absent') {
    const known = state.responses.get(responseId);
    if (known !== undefined)
      return same(known, response)
        ? emit()
        : refuse({ code: 'campaign-member/response-exists', responseId, kind: known.kind });
  }
  if (mailingId !== undefined) {
    const sent = state.status === 'absent' ? undefined : state.sent.get(mailingId);
    if (sent === undefined) return refuse({ code: 'campaign-member/unknown-mailing', mailingId });
    if (sent.test) return refuse({ code: 'campaign-member/test-mailing', mailingId });
  }
  return state.status !== 'absent' && countsAlready(response, state.responses)
    ? emit()
    : emit(...entering(response, state), { type: 'CampaignResponseRecorded', data: response });
};

/** The campaign met the party: at a stand, on the phone, by an advertisement. */
export const recordTouch = (
  { at: _, ...touch }: Data<'RecordCampaignTouch'>,
  state: CampaignMember,
): Answer => {
  const { touchId } = touch;
  const known = state.status === 'absent' ? undefined : state.touches.get(touchId);
  if (known !== undefined)
    return same(known, touch) ? emit() : refuse({ code: 'campaign-member/touch-exists', touchId });
  return emit(...entering(touch, state), { type: 'CampaignTouchRecorded', data: touch });
};

/**
 * The response that was recorded first: later ones never take its place. Where answers are recorded
 * late, a report orders them by when they happened instead.
 */
export const firstResponseOf = (state: CampaignMember): CampaignResponse | undefined => {
  if (state.status === 'absent') return undefined;
  const [first] = state.responses.values();
  return first;
};

const countsAlready = (
  { mailingId, kind, link }: CampaignResponse,
  responses: ReadonlyMap<string, CampaignResponse>,
): boolean =>
  mailingId !== undefined &&
  [...responses.values()].some(
    (other) => other.mailingId === mailingId && other.kind === kind && other.link === link,
  );

/** Whoever answers or is met is in the campaign from then on; who was removed stays out. */
const entering = (
  { campaignId, partyId }: { readonly campaignId: string; readonly partyId: string },
  state: CampaignMember,
): readonly CampaignMemberEvent[] =>
  state.status === 'absent' || state.status === 'outside'
    ? [enrolled({ campaignId, partyId })]
    : [];
