import { type CampaignMemberEvent, campaignMemberIdOf } from '@presales/domain/campaign-member';
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

/** A party that a campaign may write to. */
type Member = {
  readonly member: string;
  readonly campaign_id: string;
  readonly party_id: string;
};

const members: Table<Member> = {
  name: 'withdrawn_consent_ends_member',
  key: 'member',
  columns: { member: 'text', campaign_id: 'text', party_id: 'text' },
  indexes: [['party_id']],
};

const keys = ({
  data: { campaignId, partyId },
}: {
  readonly data: { readonly campaignId: string; readonly partyId: string };
}) => [campaignMemberIdOf(campaignId, partyId)];
const forget = { keys, step: () => undefined };

/** The purpose for which a campaign needs a consent. */
const purpose: ConsentPurpose = 'marketing';

/** The ways by which campaigns write. */
const channels: readonly ConsentChannel[] = ['e-mail', 'letter'];

/**
 * A party that takes back the permission to be written to is unsubscribed from every campaign,
 * under whichever of its merged ids it was enrolled. So is a party that is enrolled afterwards, and
 * one that asks to be forgotten. A member that gets no e-mail gets no letters either: the stricter
 * reading holds.
 */
export const withdrawnConsentEndsMailings = (): Process =>
  defineProcess({
    name: 'withdrawn-consent-ends-mailings',
    sentence: 'A withdrawn consent ends mailings.',
    index: {
      version: 1,
      tables: [
        tableProjection<Member, CampaignMemberEvent>(members, {
          CampaignMemberEnrolled: {
            keys,
            step: (_, { data }, member) => ({
              member,
              campaign_id: data.campaignId,
              party_id: data.partyId,
            }),
          },
          CampaignMemberRemoved: forget,
          CampaignMemberUnsubscribed: forget,
        }),
      ],
    },
    on: {
      ConsentWithdrawn: async ({ data, metadata }, lookup) =>
        data.purpose === purpose && (data.channel === undefined || channels.includes(data.channel))
          ? unsubscribe(data.partyId, metadata.occurredAt, lookup)
          : [],
      PersonalDataErased: ({ data, metadata }, lookup) =>
        unsubscribe(data.partyId, metadata.occurredAt, lookup),
      PartyAbsorbed: async ({ data, metadata }, lookup) =>
        isWithdrawn(data.consents) ? unsubscribe(data.partyId, metadata.occurredAt, lookup) : [],
      CampaignMemberEnrolled: async ({ data: { campaignId, partyId }, metadata }, lookup) =>
        (await mayNotBeWrittenTo(partyId, lookup))
          ? [leave(campaignId, partyId, metadata.occurredAt)]
          : [],
    },
  });

const isWithdrawn = (consents: readonly Consent[]): boolean =>
  channels.some((channel) => consentFor(consents, purpose, channel)?.status === 'withdrawn');

/** Whether the party, or the one it was merged into, has taken its permission back. */
const mayNotBeWrittenTo = async (partyId: string, lookup: Lookup): Promise<boolean> => {
  const party = await lookup.load('party', partyId);
  switch (party.status) {
    case 'absent':
      return false;
    case 'registered':
      return isWithdrawn(party.consents);
    case 'merged':
      return mayNotBeWrittenTo(party.survivorId, lookup);
    case 'erased':
      return true;
  }
};

/** Every campaign that the party, or one that was merged into it, is in. */
const unsubscribe = async (partyId: string, at: Instant, lookup: Lookup): Promise<Requests> => {
  const party = await lookup.load('party', partyId);
  const ids = [partyId, ...(party.status === 'registered' ? party.absorbed : [])];
  const rows = await Promise.all(ids.map((id) => lookup.rows(members, 'party_id', id)));
  return rows.flat().map((row) => leave(row.campaign_id, row.party_id, at));
};

const leave = (campaignId: string, partyId: string, at: Instant): Requests[number] => ({
  aggregate: 'campaignMember',
  command: {
    type: 'UnsubscribeMember',
    data: { campaignId, partyId, reason: 'the consent was withdrawn', at },
  },
});
