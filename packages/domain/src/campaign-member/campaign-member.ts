import { type Aggregate, aggregate, type Decision, decisions, type Of } from '@presales/kernel';
import { CampaignMemberCommand } from './commands.ts';
import { CampaignMemberEvent, type ResponseKind } from './events.ts';

/** What a party is to a campaign, with its responses under their ids. */
export type CampaignMember =
  | { readonly status: 'absent' }
  | { readonly status: 'enrolled'; readonly responses: ReadonlyMap<string, ResponseKind> };

/** Why a member's command is refused. */
export type CampaignMemberRefusal =
  /** The id belongs to a response of another kind. */
  {
    readonly code: 'campaign-member/response-exists';
    readonly responseId: string;
    readonly kind: ResponseKind;
  };

const evolve = (state: CampaignMember, event: CampaignMemberEvent): CampaignMember => {
  switch (event.type) {
    case 'CampaignMemberEnrolled':
      return { status: 'enrolled', responses: new Map() };
    case 'CampaignResponseRecorded': {
      if (state.status === 'absent') return state;
      const { responseId, kind } = event.data;
      return { ...state, responses: new Map(state.responses).set(responseId, kind) };
    }
  }
};

const decide = (command: CampaignMemberCommand, state: CampaignMember): Answer => {
  switch (command.type) {
    case 'EnrolCampaignMember':
      return enrol(command.data, state);
    case 'RecordCampaignResponse':
      return recordResponse(command.data, state);
  }
};

/**
 * The id of a campaign's member: `campaign/party`. A slash within the campaign's id is escaped, so
 * that no two pairs share a stream.
 */
export const campaignMemberIdOf = (campaignId: string, partyId: string): string =>
  `${campaignId.replaceAll('%', '%25').replaceAll('/', '%2F')}/${partyId}`;

/** One party in one campaign (S12): a stream of its own, because campaigns have many members. */
export const campaignMember: Aggregate<
  CampaignMemberCommand,
  CampaignMember,
  CampaignMemberEvent,
  CampaignMemberRefusal
> = aggregate({
  category: 'campaignMember',
  commands: CampaignMemberCommand,
  events: CampaignMemberEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  identify: ({ data }) => campaignMemberIdOf(data.campaignId, data.partyId),
});

type Answer = Decision<CampaignMemberEvent, CampaignMemberRefusal>;
type Data<Type extends CampaignMemberCommand['type']> = Of<CampaignMemberCommand, Type>['data'];
const { emit, refuse } = decisions<CampaignMemberEvent, CampaignMemberRefusal>();

function enrol(
  { campaignId, partyId }: Data<'EnrolCampaignMember'>,
  state: CampaignMember,
): Answer {
  return state.status === 'absent' ? emit(enrolled(campaignId, partyId)) : emit();
}

function recordResponse(
  { at: _, ...response }: Data<'RecordCampaignResponse'>,
  state: CampaignMember,
): Answer {
  const recorded: CampaignMemberEvent = { type: 'CampaignResponseRecorded', data: response };
  const { campaignId, partyId, responseId } = response;
  if (state.status === 'absent') return emit(enrolled(campaignId, partyId), recorded);
  const kind = state.responses.get(responseId);
  if (kind === undefined) return emit(recorded);
  return kind === response.kind
    ? emit()
    : refuse({ code: 'campaign-member/response-exists', responseId, kind });
}

const enrolled = (campaignId: string, partyId: string): CampaignMemberEvent => ({
  type: 'CampaignMemberEnrolled',
  data: { campaignId, partyId },
});
