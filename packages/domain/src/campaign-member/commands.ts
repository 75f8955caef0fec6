import { Id, Instant, message, Text } from '@presales/kernel';
import { z } from 'zod';
import {
  BounceKind,
  MailingChannel,
  ResponseKind,
  SendingGrounds,
  TouchKind,
  WrittenChannel,
} from './vocabulary.ts';

const member = { campaignId: Id, partyId: Id, at: Instant };
/** Sent as a test: goes to anybody, and is counted nowhere. */
const test = z.literal(true).optional();
/**
 * What was looked up of campaign and party (`sendingGrounds` of `@presales/processes` makes it). An
 * opened pre-sales looks it up by itself; without it, who sends answers for it.
 */
const grounds = SendingGrounds.optional();
/** For which channel, and whether it follows from a consent. */
const scope = { channel: WrittenChannel.optional(), cause: z.literal('consent').optional() };

/** What can be asked of a campaign's member. */
export const CampaignMemberCommand = z.discriminatedUnion('type', [
  message('EnrolCampaignMember', member),
  message('RemoveCampaignMember', { ...member, reason: Text.optional() }),
  /** Records that a mailing goes out to the member; refused where it must not. */
  message('SendMailing', { ...member, mailingId: Id, channel: MailingChannel, test, grounds }),
  /** Records that a letter goes out to the member; refused where it must not. */
  message('PostLetter', { ...member, letterId: Id, test, grounds }),
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
  message('UnsubscribeMember', { ...member, ...scope, reason: Text.optional() }),
  /** With the cause `consent` it ends only what a withdrawn consent began (B40). */
  message('ResubscribeMember', { ...member, ...scope, reason: Text.optional() }),
  message('RecordCampaignTouch', {
    ...member,
    touchId: Id,
    kind: TouchKind,
    leadId: Id.optional(),
  }),
]);
export type CampaignMemberCommand = z.infer<typeof CampaignMemberCommand>;
