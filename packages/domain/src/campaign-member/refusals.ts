import { type Decision, type Decisions, decisions, type Instant } from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { CampaignMemberCommand } from './commands.ts';
import type { CampaignMemberEvent } from './events.ts';
import type { ResponseKind, WrittenChannel } from './vocabulary.ts';

/** Why a member's command is refused. */
export type CampaignMemberRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'campaign-member/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** The id belongs to another response. */
  | {
      readonly code: 'campaign-member/response-exists';
      readonly responseId: string;
      readonly kind: ResponseKind;
    }
  | { readonly code: 'campaign-member/not-enrolled' }
  /** The campaign was called off: nothing goes out any more. */
  | { readonly code: 'campaign-member/campaign-cancelled' }
  /** No address of the party is known for this channel. */
  | { readonly code: 'campaign-member/no-address'; readonly channel: WrittenChannel }
  /**
   * The party has not consented to be written to by this channel for marketing, on no ground at all,
   * or has taken it back.
   */
  | { readonly code: 'campaign-member/no-basis'; readonly channel: WrittenChannel }
  /** The party wants no more mailings by this channel. */
  | { readonly code: 'campaign-member/unsubscribed' }
  /** The party's e-mail address takes no mail: this mailing bounced hard. */
  | { readonly code: 'campaign-member/hard-bounced'; readonly mailingId: string }
  /** The id belongs to another mailing or letter to this member. */
  | { readonly code: 'campaign-member/mailing-exists'; readonly mailingId: string }
  /** Nothing with this id was sent to this member. */
  | { readonly code: 'campaign-member/unknown-mailing'; readonly mailingId: string }
  /** A test mailing counts nowhere, and neither does what comes back of it. */
  | { readonly code: 'campaign-member/test-mailing'; readonly mailingId: string }
  /** Only e-mails bounce. */
  | { readonly code: 'campaign-member/not-an-e-mail'; readonly mailingId: string }
  /** The id belongs to another touch. */
  | { readonly code: 'campaign-member/touch-exists'; readonly touchId: string };

/** What a campaign's member answers to a command. */
export type Answer = Decision<CampaignMemberEvent, CampaignMemberRefusal>;
/** What a command of a type carries. */
export type Data<Type extends CampaignMemberCommand['type']> = CommandData<
  CampaignMemberCommand,
  Type
>;
type Answers = Decisions<CampaignMemberEvent, CampaignMemberRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;
