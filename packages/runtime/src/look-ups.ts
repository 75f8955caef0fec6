import type { AggregateName } from '@presales/domain';
import { WrittenChannel } from '@presales/domain/campaign-member';
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

/**
 * What commands need to know of other aggregates and do not bring. A command that does not fit its
 * schema is left to its handler.
 */
export const lookUps = (load: Lookup['load']): Partial<Record<AggregateName, LookUp>> => ({
  campaignMember: async ({ type, data }) => {
    const sending = sendingOf(type, data);
    return sending === undefined ? {} : { grounds: await sendingGrounds(load, sending) };
  },
});
