import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { entering } from '../rules/enrolment.ts';
import { type CampaignMember, type CampaignResponse, recordOf } from '../state.ts';

/**
 * Records an answer of the party, once under its id. An answer to a mailing counts once for its kind
 * and link, whatever its id: a link that was followed twice is one click.
 */
export const recordResponse = (
  { at: _, ...response }: Data<'RecordCampaignResponse'>,
  state: CampaignMember,
): Answer => {
  const { responseId, mailingId } = response;
  const { responses, sent: mailings } = recordOf(state);
  const known = responses.get(responseId);
  if (known !== undefined)
    return same(known, response)
      ? emit()
      : refuse({ code: 'campaign-member/response-exists', responseId, kind: known.kind });
  if (mailingId !== undefined) {
    const sent = mailings.get(mailingId);
    if (sent === undefined) return refuse({ code: 'campaign-member/unknown-mailing', mailingId });
    if (sent.test) return refuse({ code: 'campaign-member/test-mailing', mailingId });
  }
  return countsAlready(response, responses)
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
