import { type PipelineVersion, worthless } from '@presales/domain';
import {
  type Opportunity,
  type OpportunityCommand,
  type OpportunityRecord,
  type OpportunitySale,
  saleBy,
} from '@presales/domain/opportunity';
import type { Party } from '@presales/domain/party';
import { currentVersion } from '@presales/domain/pipeline';
import { type Instant, type Of, PresalesError, type Zone } from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import type { Request } from './request.ts';

/** How processes open deals. */
export interface OpeningSettings {
  /** The pipeline that deals are opened in, at its first step and in its latest version. */
  readonly pipelineId: string;
  /** Who sells where the cause names nobody. */
  readonly ownerId: string;
  /** Where the days of the deals are counted: whose credit it is on the day of a win (B24). */
  readonly zone: Zone;
}

/** The pipeline that deals are to be opened in is not defined: the setting has to be corrected. */
export class UnknownPipeline extends PresalesError {
  constructor(pipelineId: string) {
    super(
      'process/unknown-pipeline',
      `pipeline ${pipelineId}, which deals are to be opened in, is not defined`,
    );
  }
}

/**
 * The version of a pipeline that deals are opened in today.
 *
 * @throws UnknownPipeline when nobody has defined it
 */
export const pipelineOf = async (
  { pipelineId }: OpeningSettings,
  lookup: Lookup,
): Promise<PipelineVersion> => {
  const version = currentVersion(await lookup.load('pipeline', pipelineId));
  if (version === undefined) throw new UnknownPipeline(pipelineId);
  return version;
};

/** A deal with the id it has today: its own, or that of the deal it was merged into. */
export type StandingOpportunity = Exclude<Opportunity, { readonly status: 'merged' }> & {
  readonly id: string;
};

/** The deal of that id, or the one that it was merged into. */
export const opportunityOf = async (id: string, lookup: Lookup): Promise<StandingOpportunity> => {
  const state = await lookup.load('opportunity', id);
  return state.status === 'merged' ? opportunityOf(state.survivorId, lookup) : { ...state, id };
};

/**
 * The latest of some instants: what follows from several events happens when the last of them does.
 */
export const latest = (first: Instant, ...others: readonly Instant[]): Instant =>
  others.reduce((one, other) => (other > one ? other : one), first);

/** A deal's id, and those of the duplicates that were merged into it, directly or by way of another. */
export const withMerged = async (
  id: string,
  { absorbed }: Pick<OpportunityRecord, 'absorbed'>,
  lookup: Lookup,
): Promise<readonly string[]> => {
  const ids = [id];
  for (const mergedId of absorbed) {
    const duplicate = await lookup.load('opportunity', mergedId);
    ids.push(
      ...(duplicate.status === 'absent'
        ? [mergedId]
        : await withMerged(mergedId, duplicate.record, lookup)),
    );
  }
  return ids;
};

/**
 * The party of a document as a deal knows it: the deal's own customer where both are one, because of
 * a merge or because one is a contact of the other. Otherwise the document's, which the deal then
 * refuses.
 */
export const customerOf = async (
  { partyId: known }: Pick<OpportunityRecord, 'partyId'>,
  partyId: string,
  lookup: Lookup,
): Promise<string> => {
  if (known === undefined || known === partyId) return partyId;
  const [ours, theirs] = [await customersOf(known, lookup), await customersOf(partyId, lookup)];
  return ours.some((id) => theirs.includes(id)) ? known : partyId;
};

/** A party as it is known today, and the organisations that it is a contact of. */
const customersOf = async (partyId: string, lookup: Lookup): Promise<readonly string[]> => {
  const { id, party } = await partyOf(partyId, lookup);
  if (party.status !== 'registered') return [id];
  const ids = [id];
  for (const organisationId of party.organisations.keys())
    ids.push((await partyOf(organisationId, lookup)).id);
  return ids;
};

const partyOf = async (
  id: string,
  lookup: Lookup,
): Promise<{ readonly id: string; readonly party: Party }> => {
  const party = await lookup.load('party', id);
  return (party.status === 'merged' || party.status === 'erased') && party.survivorId !== undefined
    ? partyOf(party.survivorId, lookup)
    : { id, party };
};

/** Who takes a sale back, why and when. */
type Reversal = Of<OpportunityCommand, 'ReverseWin'>['data'];

/** Takes one sale of a won deal back: the win with it, unless something else was sold by the deal. */
export const withoutSale = (
  { sales, value: { net } }: Extract<StandingOpportunity, { readonly status: 'won' }>,
  names: Pick<OpportunitySale, 'quotationId' | 'shopOrderId'>,
  reversal: Reversal,
): Request => {
  const sale = saleBy(sales, names);
  if (sale === undefined || sales.every((other) => other === sale || other.value.net.amount === 0))
    return { aggregate: 'opportunity', command: { type: 'ReverseWin', data: reversal } };
  const value = worthless(net.currency);
  return {
    aggregate: 'opportunity',
    command: { type: 'AdjustWin', data: { ...reversal, ...names, value } },
  };
};
