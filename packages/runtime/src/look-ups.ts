import type { AggregateName } from '@presales/domain';
import { WrittenChannel } from '@presales/domain/campaign-member';
import { mergedLead } from '@presales/domain/lead';
import { mergedParty } from '@presales/domain/party';
import { Id } from '@presales/kernel';
import { type Lookup, type Sending, sendingGrounds } from '@presales/processes';

/** Fields that a command is to have beside those that it was given with. */
export type LookUp = (command: { readonly type: string; readonly data: object }) => Promise<object>;

const mailings: readonly string[] = ['SendMailing', 'PostLetter'];

/** What is about to be sent; undefined where nothing is, or where it is looked up or wrong already. */
const sendingOf = (type: string, data: object): Sending | undefined => {
  const fields = new Map<string, unknown>(Object.entries(data));
  if (!mailings.includes(type) || fields.get('grounds') !== undefined) return undefined;
  const campaignId = Id.safeParse(fields.get('campaignId')).data;
  const partyId = Id.safeParse(fields.get('partyId')).data;
  const channel = WrittenChannel.safeParse(fields.get('channel') ?? 'letter').data;
  return campaignId === undefined || partyId === undefined || channel === undefined
    ? undefined
    : { campaignId, partyId, channel };
};

/** Who is to be absorbed; undefined where it is looked up or wrong already. */
const mergedIn = (data: object): string | undefined => {
  const fields = new Map<string, unknown>(Object.entries(data));
  return fields.get('merged') === undefined ? Id.safeParse(fields.get('mergedId')).data : undefined;
};

/**
 * What commands need to know of other aggregates and do not bring. A command that does not fit its
 * schema is left to its handler.
 */
export const lookUps = (load: Lookup['load']): Partial<Record<AggregateName, LookUp>> => ({
  lead: async ({ type, data }) => {
    const mergedId = type === 'AbsorbLead' ? mergedIn(data) : undefined;
    return mergedId === undefined ? {} : { merged: mergedLead(await load('lead', mergedId)) };
  },
  party: async ({ type, data }) => {
    const mergedId = type === 'AbsorbParty' ? mergedIn(data) : undefined;
    return mergedId === undefined ? {} : { merged: mergedParty(await load('party', mergedId)) };
  },
  campaignMember: async ({ type, data }) => {
    const sending = sendingOf(type, data);
    return sending === undefined ? {} : { grounds: await sendingGrounds(load, sending) };
  },
});
