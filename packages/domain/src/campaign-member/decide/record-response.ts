import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { entering } from '../rules/enrolment.ts';
import type { CampaignMember, CampaignResponse } from '../state.ts';

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

const countsAlready = (
  { mailingId, kind, link }: CampaignResponse,
  responses: ReadonlyMap<string, CampaignResponse>,
): boolean =>
  mailingId !== undefined &&
  [...responses.values()].some(
    (other) => other.mailingId === mailingId && other.kind === kind && other.link === link,
  );
