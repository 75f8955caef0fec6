import type { PipelineVersion } from '@presales/domain';
import type { Opportunity } from '@presales/domain/opportunity';
import { currentVersion } from '@presales/domain/pipeline';
import { type Instant, PresalesError, type Zone } from '@presales/kernel';
import type { Lookup } from './lookup.ts';

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
