import type { SendingGrounds, WrittenChannel } from '@presales/domain/campaign-member';
import { consentFor, type RegisteredParty } from '@presales/domain/party';
import type { Lookup } from './lookup.ts';

/** A mailing that is about to go out. */
export interface Sending {
  readonly campaignId: string;
  readonly partyId: string;
  readonly channel: WrittenChannel;
}

/**
 * What a mailing stands on: whether its campaign was called off, whether the party, or the one that it
 * was merged into, has an address, and on what ground it may be written to for marketing by the channel
 * (B40). Where letters go is kept elsewhere: a registered party has an address.
 */
export const sendingGrounds = async (
  load: Lookup['load'],
  { campaignId, partyId, channel }: Sending,
): Promise<SendingGrounds> => {
  const campaign = await load('campaign', campaignId);
  const party = await registered(load, partyId);
  const consent = party && consentFor(party.consents, 'marketing', channel);
  const address =
    party !== undefined && (channel === 'letter' || party.details.email !== undefined);
  return {
    campaign: campaign.status === 'cancelled' ? 'cancelled' : 'live',
    address: address ? 'known' : 'unknown',
    basis: consent?.status === 'given' ? consent.basis : 'none',
  };
};

/** The party at the end of its merges, where it is still known. */
const registered = async (
  load: Lookup['load'],
  partyId: string,
): Promise<RegisteredParty | undefined> => {
  const party = await load('party', partyId);
  if (party.status === 'merged') return registered(load, party.survivorId);
  return party.status === 'registered' ? party : undefined;
};
