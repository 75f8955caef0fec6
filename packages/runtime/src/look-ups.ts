import type { AggregateName } from '@presales/domain';
import { WrittenChannel } from '@presales/domain/campaign-member';
import { mergedLead } from '@presales/domain/lead';
import { mergedOpportunity } from '@presales/domain/opportunity';
import { mergedParty } from '@presales/domain/party';
import type { ApprovalPolicy } from '@presales/domain/quotation';
import { Id, Instant } from '@presales/kernel';
import { type Lookup, type Sending, sendingGrounds } from '@presales/processes';
import { standingPolicies } from './approval.ts';

/** Fields that a command, given or filled in with its `at`, is to have beside its own. */
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

/** Who is to end, and in whom; undefined where the survivor is looked up or something is wrong already. */
const endingIn = (
  data: object,
  idOf: string,
): { readonly id: string; readonly survivorId: string } | undefined => {
  const fields = new Map<string, unknown>(Object.entries(data));
  if (fields.get('absorbed') !== undefined || fields.get('survivorMergedInto') !== undefined)
    return undefined;
  const id = Id.safeParse(fields.get(idOf)).data;
  const survivorId = Id.safeParse(fields.get('survivorId')).data;
  return id === undefined || survivorId === undefined ? undefined : { id, survivorId };
};

const sendings: readonly string[] = ['SendQuotation', 'RequestApproval'];

/** The quotation whose policies are asked for, and when; undefined where none are, or it is wrong. */
const judgedIn = (
  type: string,
  data: object,
): { readonly quotationId: string; readonly at: Instant } | undefined => {
  const fields = new Map<string, unknown>(Object.entries(data));
  if (!sendings.includes(type)) return undefined;
  const quotationId = Id.safeParse(fields.get('quotationId')).data;
  const at = Instant.safeParse(fields.get('at')).data;
  return quotationId === undefined || at === undefined ? undefined : { quotationId, at };
};

/**
 * What commands need to know of other aggregates and do not bring, and of the policies that hold for
 * all quotations. A command that does not fit its schema is left to its handler.
 */
export const lookUps = (
  load: Lookup['load'],
  policies: readonly ApprovalPolicy[],
): Partial<Record<AggregateName, LookUp>> => ({
  lead: async ({ type, data }) => {
    const mergedId = type === 'AbsorbLead' ? mergedIn(data) : undefined;
    if (mergedId !== undefined) return { merged: mergedLead(await load('lead', mergedId)) };
    const ending = type === 'MergeLead' ? endingIn(data, 'leadId') : undefined;
    if (ending === undefined) return {};
    const { absorbed } = mergedLead(await load('lead', ending.survivorId));
    return { absorbed: absorbed.includes(ending.id) };
  },
  party: async ({ type, data }) => {
    const mergedId = type === 'AbsorbParty' ? mergedIn(data) : undefined;
    if (mergedId !== undefined) return { merged: mergedParty(await load('party', mergedId)) };
    const ending = type === 'MergeParty' ? endingIn(data, 'partyId') : undefined;
    if (ending === undefined) return {};
    const { absorbed } = mergedParty(await load('party', ending.survivorId));
    return { absorbed: absorbed.includes(ending.id) };
  },
  opportunity: async ({ type, data }) => {
    const mergedId = type === 'AbsorbOpportunity' ? mergedIn(data) : undefined;
    if (mergedId !== undefined)
      return { merged: mergedOpportunity(await load('opportunity', mergedId)) };
    const ending = type === 'MergeOpportunity' ? endingIn(data, 'opportunityId') : undefined;
    if (ending === undefined) return {};
    const { absorbed, survivorId: survivorMergedInto } = mergedOpportunity(
      await load('opportunity', ending.survivorId),
    );
    return {
      absorbed: absorbed.includes(ending.id),
      ...(survivorMergedInto === undefined ? {} : { survivorMergedInto }),
    };
  },
  campaignMember: async ({ type, data }) => {
    const sending = sendingOf(type, data);
    return sending === undefined ? {} : { grounds: await sendingGrounds(load, sending) };
  },
  quotation: async ({ type, data }) => {
    const judged = policies.length === 0 ? undefined : judgedIn(type, data);
    return judged === undefined
      ? {}
      : { standing: await standingPolicies(policies, judged.quotationId, judged.at, load) };
  },
});
