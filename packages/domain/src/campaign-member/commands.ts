import { Id, Instant, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { BounceKind, MailingChannel, ResponseKind, TouchKind } from './vocabulary.ts';

const member = { campaignId: Id, partyId: Id, at: Instant };
/** Sent as a test: goes to anybody, and is counted nowhere. */
const test = z.literal(true).optional();

/** What can be asked of a campaign's member. */
export const CampaignMemberCommand = z.discriminatedUnion('type', [
  message('EnrolCampaignMember', member),
  message('RemoveCampaignMember', { ...member, reason: Text.optional() }),
  /** Records that a mailing goes out to the member; refused where it must not. */
  message('SendMailing', { ...member, mailingId: Id, channel: MailingChannel, test }),
  /** Records that a letter goes out to the member; refused where it must not. */
  message('PostLetter', { ...member, letterId: Id, test }),
  /**
   * An answer enrols the party: people answer campaigns that were never sent to them. An answer to a
   * mailing counts once for its kind and link.
   */
  message('RecordCampaignResponse', {
    ...member,
    responseId: Id,
    kind: ResponseKind,
    mailingId: Id.optional(),
    link: Text.optional(),
  }),
  message('RecordMailingBounce', {
    ...member,
    mailingId: Id,
    kind: BounceKind,
    reason: Text.optional(),
  }),
  /** Accepted from anybody, enrolled or not: a party that is enrolled later is still left in peace. */
  message('UnsubscribeMember', { ...member, reason: Text.optional() }),
  message('RecordCampaignTouch', {
    ...member,
    touchId: Id,
    kind: TouchKind,
    leadId: Id.optional(),
  }),
]);
export type CampaignMemberCommand = z.infer<typeof CampaignMemberCommand>;
