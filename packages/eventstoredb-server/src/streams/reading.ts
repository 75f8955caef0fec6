import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventFilter } from '../store/event-filter.ts';
import { filterOf } from '../wire/filter.ts';
import { nameOf } from '../wire/stream-identifier.ts';
import { type IdForm, idFormOf } from '../wire/uuid.ts';

/** How many records a real server reads at a time (`ReadBatchSize`). */
export const READ_BATCH = 32;

/** What a client wants to read or to follow. */
export interface Reading {
  readonly stream: string;
  readonly from: 'start' | 'end' | bigint;
  readonly backwards: boolean;
  readonly resolveLinks: boolean;
  readonly idForm: IdForm;
  /** The greatest number of events to read; undefined for a subscription. */
  readonly count: number | undefined;
  readonly filter: EventFilter | undefined;
  /** How many records are examined for one page of a filtered reading. */
  readonly window: number;
  /** After how many such windows a subscriber receives a checkpoint. */
  readonly checkpointInterval: number;
}

/** What the options of a request say. */
export const readingOf = (options: streams.ReadReq.Options): Reading => {
  const one = options.getStream();
  const all = options.getAll();
  const filter = options.getFilter();
  return {
    stream: one === undefined ? '$all' : nameOf(one.getStreamIdentifier()),
    from: one === undefined ? allStart(all) : streamStart(one),
    backwards: options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS,
    resolveLinks: options.getResolveLinks(),
    idForm: idFormOf(options.getUuidOption()),
    count: options.hasSubscription() ? undefined : Number(options.getCount()),
    filter: filter === undefined ? undefined : filterOf(filter),
    window: filter?.hasMax() === true ? filter.getMax() : READ_BATCH,
    checkpointInterval: filter?.getCheckpointintervalmultiplier() ?? 1,
  };
};

const streamStart = (options: streams.ReadReq.Options.StreamOptions): Reading['from'] => {
  if (options.hasStart()) return 'start';
  return options.hasEnd() ? 'end' : BigInt(options.getRevision());
};

const allStart = (options: streams.ReadReq.Options.AllOptions | undefined): Reading['from'] => {
  const position = options?.getPosition();
  if (position !== undefined) return BigInt(position.getCommitPosition());
  return options?.hasEnd() === true ? 'end' : 'start';
};
