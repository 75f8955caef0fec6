import { type Decision, decisions, type Of } from '@presales/kernel';
import type { CampaignMemberCommand } from './commands.ts';
import type { CampaignMemberEvent } from './events.ts';
import type { ResponseKind } from './vocabulary.ts';

/** Why a member's command is refused. */
export type CampaignMemberRefusal =
  /** The id belongs to another response. */
  | {
      readonly code: 'campaign-member/response-exists';
      readonly responseId: string;
      readonly kind: ResponseKind;
    }
  | { readonly code: 'campaign-member/not-enrolled' }
  /** It wants no mailings any more. */
  | { readonly code: 'campaign-member/unsubscribed' }
  /** Its e-mail address takes no mail: that mailing bounced hard. */
  | { readonly code: 'campaign-member/hard-bounced'; readonly mailingId: string }
  /** The id belongs to another mailing or letter to this member. */
  | { readonly code: 'campaign-member/mailing-exists'; readonly mailingId: string }
  /** Nothing of that id was sent to this member. */
  | { readonly code: 'campaign-member/unknown-mailing'; readonly mailingId: string }
  /** What was sent to try a mailing out counts nowhere, and so does what comes back of it. */
  | { readonly code: 'campaign-member/test-mailing'; readonly mailingId: string }
  /** Only e-mails bounce. */
  | { readonly code: 'campaign-member/not-an-e-mail'; readonly mailingId: string }
  /** The id belongs to another touch. */
  | { readonly code: 'campaign-member/touch-exists'; readonly touchId: string };

export type Answer = Decision<CampaignMemberEvent, CampaignMemberRefusal>;
export type Data<Type extends CampaignMemberCommand['type']> = Of<
  CampaignMemberCommand,
  Type
>['data'];
export const { emit, refuse } = decisions<CampaignMemberEvent, CampaignMemberRefusal>();
