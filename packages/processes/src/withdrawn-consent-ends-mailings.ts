import {
  type CampaignMemberEvent,
  campaignMemberIdOf,
  causeOf,
  type UnsubscribedBy,
  WrittenChannel,
} from '@presales/domain/campaign-member';
import {
  type Consent,
  type ConsentChannel,
  type ConsentPurpose,
  consentFor,
} from '@presales/domain/party';
import { type Instant, type Table, tableProjection } from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import { defineProcess, type Process } from './process.ts';
import type { Requests } from './request.ts';

/** A party that a campaign may write to, and by which channels it no longer may. */
type Member = {
  readonly member: string;
  readonly campaign_id: string;
  readonly party_id: string;
  /** 0 once it was removed. */
  readonly enrolled: number;
  /** Whose word ended e-mails; absent while none has. */
  readonly email_ended_by: string | null;
  /** Whose word ended letters; absent while none has. */
  readonly letter_ended_by: string | null;
};

const members: Table<Member> = {
  name: 'withdrawn_consent_ends_member',
  key: 'member',
  columns: {
    member: 'text',
    campaign_id: 'text',
    party_id: 'text',
    enrolled: 'integer',
    email_ended_by: 'text?',
    letter_ended_by: 'text?',
  },
  indexes: [['party_id']],
};

const columnOf = {
  'e-mail': 'email_ended_by',
  letter: 'letter_ended_by',
} as const satisfies Record<WrittenChannel, keyof Member>;

const keys = ({
  data: { campaignId, partyId },
}: {
  readonly data: { readonly campaignId: string; readonly partyId: string };
}) => [campaignMemberIdOf(campaignId, partyId)];

const channelsOf = (channel: WrittenChannel | undefined): readonly WrittenChannel[] =>
  channel === undefined ? WrittenChannel.options : [channel];

/** The row with whose word ended some of its channels. */
const ended = (
  row: Member,
  channels: readonly WrittenChannel[],
  by: (endedBy: string | null) => string | null,
): Member => ({
  ...row,
  ...Object.fromEntries(channels.map((channel) => [columnOf[channel], by(row[columnOf[channel]])])),
});

const own: UnsubscribedBy = 'member';

/** The purpose for which a campaign needs a consent. */
const purpose: ConsentPurpose = 'marketing';

/**
 * A party that takes back the permission to be written to is unsubscribed from every campaign, under
 * whichever of its merged ids it was enrolled: by the channel that it names, or by every channel where
 * it names none. So is a party that is enrolled afterwards, and one that asks to be forgotten. A
 * permission that is given anew subscribes it again, except where it unsubscribed from a campaign by
 * its own word (B40).
 */
export const withdrawnConsentEndsMailings = (): Process =>
  defineProcess({
    name: 'withdrawn-consent-ends-mailings',
    sentence: 'A withdrawn consent ends mailings, and a new one ends its withdrawal.',
    index: {
      version: 2,
      tables: [
        tableProjection<Member, CampaignMemberEvent>(members, {
          CampaignMemberEnrolled: {
            keys,
            step: (row, { data }, member) => ({
              ...(row ?? {
                member,
                campaign_id: data.campaignId,
                party_id: data.partyId,
                email_ended_by: null,
                letter_ended_by: null,
              }),
              enrolled: 1,
            }),
          },
          CampaignMemberRemoved: { keys, step: (row) => row && { ...row, enrolled: 0 } },
          CampaignMemberUnsubscribed: {
            keys,
            step: (row, { data }) =>
              row &&
              ended(row, channelsOf(data.channel), (by) => (by === own ? own : causeOf(data))),
          },
          CampaignMemberResubscribed: {
            keys,
            step: (row, { data }) =>
              row &&
              ended(row, channelsOf(data.channel), (by) =>
                data.cause === 'consent' && by === own ? own : null,
              ),
          },
        }),
      ],
    },
    on: {
      ConsentWithdrawn: ({ data, metadata: { occurredAt: at } }, lookup) =>
        requestsFor('UnsubscribeMember', data.partyId, concerned(data), at, lookup),
      ConsentGiven: ({ data, metadata: { occurredAt: at } }, lookup) =>
        requestsFor('ResubscribeMember', data.partyId, concerned(data), at, lookup),
      PersonalDataErased: ({ data, metadata: { occurredAt: at } }, lookup) =>
        requestsFor('UnsubscribeMember', data.partyId, WrittenChannel.options, at, lookup),
      PartyAbsorbed: ({ data, metadata: { occurredAt: at } }, lookup) =>
        requestsFor('UnsubscribeMember', data.partyId, withdrawnIn(data.consents), at, lookup),
      CampaignMemberEnrolled: async ({ data, metadata: { occurredAt: at } }, lookup) =>
        request('UnsubscribeMember', data, await withdrawnBy(data.partyId, lookup), at),
    },
  });

/** The channels of campaigns that a consent is about. */
const concerned = (said: {
  readonly purpose: ConsentPurpose;
  readonly channel?: ConsentChannel | undefined;
}): readonly WrittenChannel[] =>
  said.purpose === purpose
    ? WrittenChannel.options.filter(
        (channel) => said.channel === undefined || said.channel === channel,
      )
    : [];

const withdrawnIn = (consents: readonly Consent[]): readonly WrittenChannel[] =>
  WrittenChannel.options.filter(
    (channel) => consentFor(consents, purpose, channel)?.status === 'withdrawn',
  );

/** By which channels the party, or the one it was merged into, has taken its permission back. */
const withdrawnBy = async (partyId: string, lookup: Lookup): Promise<readonly WrittenChannel[]> => {
  const party = await lookup.load('party', partyId);
  switch (party.status) {
    case 'absent':
      return [];
    case 'registered':
      return withdrawnIn(party.consents);
    case 'merged':
      return withdrawnBy(party.survivorId, lookup);
    case 'erased':
      return WrittenChannel.options;
  }
};

type Asked = 'UnsubscribeMember' | 'ResubscribeMember';

/** In every campaign that the party, or one that was merged into it, is in. */
const requestsFor = async (
  type: Asked,
  partyId: string,
  channels: readonly WrittenChannel[],
  at: Instant,
  lookup: Lookup,
): Promise<Requests> => {
  if (channels.length === 0) return [];
  const party = await lookup.load('party', partyId);
  const ids = [partyId, ...(party.status === 'registered' ? party.absorbed : [])];
  const rows = await Promise.all(ids.map((id) => lookup.rows(members, 'party_id', id)));
  // What stands already is not asked for; a member's own word is not the consent's to take back.
  const changes = (endedBy: string | null): boolean =>
    type === 'UnsubscribeMember' ? endedBy === null : endedBy === 'consent';
  return rows
    .flat()
    .filter(({ enrolled }) => enrolled === 1)
    .flatMap((row) =>
      request(
        type,
        { campaignId: row.campaign_id, partyId: row.party_id },
        channels.filter((channel) => changes(row[columnOf[channel]])),
        at,
      ),
    );
};

/** One command for every channel, or one for the single channel that is concerned. */
const request = (
  type: Asked,
  { campaignId, partyId }: { readonly campaignId: string; readonly partyId: string },
  channels: readonly WrittenChannel[],
  at: Instant,
): Requests => {
  if (channels.length === 0) return [];
  const [channel] = channels;
  const data = {
    campaignId,
    partyId,
    ...(channels.length === WrittenChannel.options.length || channel === undefined
      ? {}
      : { channel }),
    cause: 'consent' as const,
    reason: reasons[type],
    at,
  };
  return [{ aggregate: 'campaignMember', command: { type, data } }];
};

const reasons: Readonly<Record<Asked, string>> = {
  UnsubscribeMember: 'the consent was withdrawn',
  ResubscribeMember: 'consent was given anew',
};
