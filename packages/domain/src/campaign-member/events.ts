import { Id, message, Text } from '@presales/kernel';
import { z } from 'zod';
import {
  BounceKind,
  MailingChannel,
  ResponseKind,
  TouchKind,
  WrittenChannel,
} from './vocabulary.ts';

const member = { campaignId: Id, partyId: Id };
/** Sent as a test: counted nowhere. */
const test = z.literal(true).optional();

/** All that can have happened between a campaign and one party; every response is a touch. */
export const CampaignMemberEvent = z.discriminatedUnion('type', [
  message('CampaignMemberEnrolled', member),
  message('CampaignMemberRemoved', { ...member, reason: Text.optional() }),
  message('MailingSent', { ...member, mailingId: Id, channel: MailingChannel, test }),
  message('LetterPosted', { ...member, letterId: Id, test }),
  message('CampaignResponseRecorded', {
    ...member,
    responseId: Id,
    kind: ResponseKind,
    /** The mailing or letter that was answered. */
    mailingId: Id.optional(),
    /** The link that was followed. */
    link: Text.optional(),
  }),
  /** A mailing came back. */
  message('CampaignMemberBounced', {
    ...member,
    mailingId: Id,
    kind: BounceKind,
    reason: Text.optional(),
  }),
  /** Nothing more is to be sent: the party wants no mailings, or withdrew its permission. */
  message('CampaignMemberUnsubscribed', {
    ...member,
    /** Without a channel it holds for all of them. */
    channel: WrittenChannel.optional(),
    /** Present where it follows from a consent that was withdrawn. */
    cause: z.literal('consent').optional(),
    reason: Text.optional(),
  }),
  /** Mailings may be sent again: the party says so, or gave its permission anew. */
  message('CampaignMemberResubscribed', {
    ...member,
    /** Without a channel it holds for all of them. */
    channel: WrittenChannel.optional(),
    /** Present where it follows from a consent that was given: what the member said itself stands. */
    cause: z.literal('consent').optional(),
    reason: Text.optional(),
  }),
  /** The campaign met the party in another way than through an answer. */
  message('CampaignTouchRecorded', {
    ...member,
    touchId: Id,
    kind: TouchKind,
    leadId: Id.optional(),
  }),
]);
export type CampaignMemberEvent = z.infer<typeof CampaignMemberEvent>;
