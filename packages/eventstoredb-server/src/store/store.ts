import { type CommitCheck, checkCommit, type StreamView } from './check-commit.ts';
import { isShownInAll } from './event-filter.ts';
import {
  describedBy,
  type Expected,
  type LogRecord,
  metadataStreamOf,
  type ProposedEvent,
  type ResolvedRecord,
  TOMBSTONE,
} from './log-record.ts';
import {
  isSoftDeletion,
  metadataOfMetadata,
  noMetadata,
  parseMetadata,
  type StreamMetadata,
  withTruncateBefore,
} from './stream-metadata.ts';

/** What became of a write. `revision` is -1 for a stream without events. */
export type WriteOutcome =
  | {
      readonly outcome: 'written' | 'idempotent';
      readonly revision: bigint;
      /** Absent where the event that it would be the position of can no longer be read. */
      readonly position: bigint | undefined;
    }
  | { readonly outcome: 'wrong-expected-version'; readonly actual: bigint }
  | { readonly outcome: 'deleted' };

/** A stretch of one stream. */
export type StreamPage =
  | { readonly result: 'not-found' }
  | { readonly result: 'deleted' }
  | {
      readonly result: 'events';
      readonly records: readonly LogRecord[];
      /** Where to go on reading. */
      readonly next: bigint;
      /** Nothing further stands in this direction. */
      readonly end: boolean;
    };

/** A stretch of the whole log. */
export interface AllPage {
  readonly records: readonly LogRecord[];
  /** How many records were looked at to find these. */
  readonly considered: number;
  /** The last record that was looked at. */
  readonly last: bigint | undefined;
  /** Where to go on reading. */
  readonly next: bigint;
  /** Nothing further stands in this direction. */
  readonly end: boolean;
}

/** What of the whole log is read. */
export interface AllSelection {
  /** At most so many records. */
  readonly limit: number;
  /** At most so many looked at; by default as many as there are. */
  readonly window?: number;
  readonly accepts?: (record: LogRecord) => boolean;
}

/** The log and its rules: everything that a real server decides, and nothing of how it is asked. */
export interface Store {
  readonly append: (
    stream: string,
    expected: Expected,
    events: readonly ProposedEvent[],
  ) => WriteOutcome;
  /** Hides the stream; it comes back with the next append. */
  readonly softDelete: (stream: string, expected: Expected) => WriteOutcome;
  /** Ends the stream for good. */
  readonly tombstone: (stream: string, expected: Expected) => WriteOutcome;
  /** One event as a reader would see it; undefined when it is hidden or never was. */
  readonly readEvent: (stream: string, revision: bigint) => LogRecord | undefined;
  readonly readStreamForwards: (stream: string, from: bigint, limit: number) => StreamPage;
  readonly readStreamBackwards: (stream: string, from: bigint | 'end', limit: number) => StreamPage;
  /** What was written to a stream from a revision on, hidden or not, its tombstone last. */
  readonly writtenTo: (stream: string, from: bigint, limit: number) => readonly LogRecord[];
  /** From this position on, the record at it included. */
  readonly readAllForwards: (from: bigint, selection: AllSelection) => AllPage;
  /** From this position back, the record at it excluded. */
  readonly readAllBackwards: (from: bigint, selection: AllSelection) => AllPage;
  /** Follows a link; what is no link is itself. */
  readonly resolve: (record: LogRecord) => ResolvedRecord;
  readonly metadataOf: (stream: string) => StreamMetadata;
  /** The revision of the last event, -1 for a stream without any, TOMBSTONE for one deleted for good. */
  readonly lastRevision: (stream: string) => bigint;
  /** Whether a record begins at this position, or the log does, or it ends there. */
  readonly isBoundary: (position: bigint) => boolean;
  /** The position of the last record; undefined for an empty log. */
  readonly lastPosition: () => bigint | undefined;
  /** The position that the next record will get. */
  readonly end: () => bigint;
  /** Calls after every write, until the returned function is called. */
  readonly onWrite: (listener: (records: readonly LogRecord[]) => void) => () => void;
}

/** What a store takes from the world. */
export interface StoreOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ids of the events that the server itself writes. */
  readonly newId: () => string;
}

interface Stream {
  readonly records: LogRecord[];
  readonly revisions: Map<string, bigint>;
  tombstone: LogRecord | undefined;
  metadata: StreamMetadata;
}

/** What a record takes in the log beside its texts: framing, flags, ids, stamps (`PrepareLogRecord`). */
const RECORD_OVERHEAD = 110n;

const sizeOf = (stream: string, event: Omit<ProposedEvent, 'id' | 'isJson'>): bigint =>
  RECORD_OVERHEAD +
  BigInt(
    Buffer.byteLength(stream) +
      Buffer.byteLength(event.type) +
      event.data.length +
      event.metadata.length,
  );

const nothing = new Uint8Array();

const higher = (one: bigint, other: bigint): bigint => {
  if (one > other) return one;
  return other;
};

/** An empty log in memory. */
export const createStore = ({ now, newId }: StoreOptions): Store => {
  const log: LogRecord[] = [];
  const streams = new Map<string, Stream>();
  const listeners = new Set<(records: readonly LogRecord[]) => void>();
  /** Where an append without events left its mark: a record that no reader is shown. */
  const marks = new Set<bigint>();
  let end = 0n;

  const streamOf = (name: string): Stream => {
    const known = streams.get(name);
    if (known !== undefined) return known;
    const created: Stream = {
      records: [],
      revisions: new Map(),
      tombstone: undefined,
      metadata: noMetadata,
    };
    streams.set(name, created);
    return created;
  };

  const place = (
    stream: string,
    revision: bigint,
    event: Pick<LogRecord, 'type' | 'isJson' | 'data' | 'metadata'> & { readonly id: string },
  ): LogRecord => {
    const { id, type, isJson, data, metadata } = event;
    const size = sizeOf(stream, event);
    const record = { id, stream, revision, position: end, type, isJson, data, metadata };
    end += size;
    const placed: LogRecord = { ...record, created: now() };
    log.push(placed);
    return placed;
  };

  const write = (name: string, events: readonly ProposedEvent[]): readonly LogRecord[] => {
    const stream = streamOf(name);
    const placed = events.map((event) => {
      const record = place(name, BigInt(stream.records.length), event);
      stream.records.push(record);
      stream.revisions.set(record.id, record.revision);
      return record;
    });
    const described = describedBy(name);
    const last = placed.at(-1);
    if (described !== undefined && last !== undefined)
      streamOf(described).metadata = parseMetadata(last.data);
    return placed;
  };

  const writeMetadata = (stream: string, data: Uint8Array): readonly LogRecord[] =>
    write(metadataStreamOf(stream), [
      { id: newId(), type: '$metadata', isJson: true, data, metadata: nothing },
    ]);

  const tell = (records: readonly LogRecord[]): void => {
    for (const listener of [...listeners]) listener(records);
  };

  /** `IndexReader.GetStreamLastEventNumber`: the metadata of a stream goes with the stream. */
  const lastRevision = (name: string): bigint => {
    const stream = streams.get(name);
    if (stream?.tombstone !== undefined) return TOMBSTONE;
    const described = describedBy(name);
    if (described !== undefined && streams.get(described)?.tombstone !== undefined)
      return TOMBSTONE;
    return BigInt(stream?.records.length ?? 0) - 1n;
  };

  const metadataOf = (name: string): StreamMetadata =>
    describedBy(name) === undefined
      ? (streams.get(name)?.metadata ?? noMetadata)
      : metadataOfMetadata;

  const isSoftDeleted = (name: string): boolean => isSoftDeletion(metadataOf(name));

  const viewOf = (name: string): StreamView => {
    const stream = streams.get(name);
    return {
      last: lastRevision(name),
      hasMetadata: lastRevision(metadataStreamOf(name)) >= 0n,
      softDeleted: isSoftDeleted(name),
      idAt: (revision) => stream?.records[Number(revision)]?.id,
      revisionOf: (id) => stream?.revisions.get(id),
    };
  };

  /** `StorageWriterService.ActOnCommitCheckFailure`: what is not written, and how that is told. */
  const refusal = (
    name: string,
    check: Exclude<CommitCheck, { decision: 'write' }>,
  ): WriteOutcome => {
    switch (check.decision) {
      case 'idempotent':
        return {
          outcome: 'idempotent',
          revision: check.last,
          position: readEvent(name, check.last)?.position,
        };
      case 'wrong-expected-version':
        return { outcome: 'wrong-expected-version', actual: lastRevision(name) };
      case 'deleted':
        return { outcome: 'deleted' };
    }
  };

  const append: Store['append'] = (name, expected, events) => {
    const check = checkCommit(
      viewOf(name),
      expected,
      events.map(({ id }) => id),
    );
    if (check.decision !== 'write') return refusal(name, check);
    const first = lastRevision(name) + 1n;
    if (events.length === 0) return writeNothing(name);
    const wasSoftDeleted = isSoftDeleted(name);
    const described = describedBy(name);
    const describedWasSoftDeleted = described !== undefined && isSoftDeleted(described);
    const records = [...write(name, events)];
    const last = records.at(-1);
    // `StorageWriterService.SoftUndeleteStream`: the stream begins anew, the rest of its metadata stays.
    if (wasSoftDeleted)
      records.push(...writeMetadata(name, withTruncateBefore(metadataOf(name), first)));
    // `StorageWriterService.SoftUndeleteMetastream`: whoever sets metadata brings the stream back, too.
    if (describedWasSoftDeleted) {
      const before = lastRevision(described) + 1n;
      records.push(...writeMetadata(described, withTruncateBefore(metadataOf(described), before)));
    }
    tell(records);
    return { outcome: 'written', revision: last?.revision ?? first, position: last?.position };
  };

  /** An append without events takes its place in the log, and no reader ever sees it. */
  const writeNothing = (name: string): WriteOutcome => {
    const position = end;
    marks.add(position);
    end += sizeOf(name, { type: '', data: nothing, metadata: nothing });
    return { outcome: 'written', revision: lastRevision(name), position };
  };

  const softDelete: Store['softDelete'] = (name, expected) => {
    const check = checkCommit(viewOf(name), expected, [newId()]);
    if (check.decision !== 'write') return refusal(name, check);
    // `StorageWriterService.Handle(DeleteStream)`: there must be something to delete, if only metadata.
    if (lastRevision(name) < 0n && lastRevision(metadataStreamOf(name)) < 0n)
      return { outcome: 'wrong-expected-version', actual: -1n };
    const records = writeMetadata(name, Buffer.from(`{"$tb":${TOMBSTONE}}`, 'utf8'));
    tell(records);
    return {
      outcome: 'written',
      revision: lastRevision(name),
      position: records.at(-1)?.position,
    };
  };

  const tombstone: Store['tombstone'] = (name, expected) => {
    const check = checkCommit(viewOf(name), expected, [newId()]);
    if (check.decision !== 'write') return refusal(name, check);
    const record = place(name, TOMBSTONE, {
      id: newId(),
      type: '$streamDeleted',
      isJson: false,
      data: nothing,
      metadata: nothing,
    });
    streamOf(name).tombstone = record;
    tell([record]);
    return { outcome: 'written', revision: TOMBSTONE, position: record.position };
  };

  /** The lowest revision that `$maxCount` and `$tb` leave to be seen (`IndexReader`). */
  const lowestVisible = (name: string): bigint => {
    const { maxCount, truncateBefore } = metadataOf(name);
    const byCount = maxCount === undefined ? 0n : lastRevision(name) - maxCount + 1n;
    const byBefore = truncateBefore ?? 0n;
    return higher(0n, higher(byCount, byBefore));
  };

  const isYoung = (name: string): ((record: LogRecord) => boolean) => {
    const { maxAge } = metadataOf(name);
    if (maxAge === undefined) return () => true;
    const oldest = now() - maxAge * 1000;
    return ({ created }) => created >= oldest;
  };

  const absence = (name: string): Exclude<StreamPage, { result: 'events' }> | undefined => {
    const last = lastRevision(name);
    if (last === TOMBSTONE) return { result: 'deleted' };
    return last < 0n || isSoftDeleted(name) ? { result: 'not-found' } : undefined;
  };

  const readStreamForwards: Store['readStreamForwards'] = (name, from, limit) => {
    const absent = absence(name);
    if (absent !== undefined) return absent;
    const lowest = lowestVisible(name);
    const start = higher(from, lowest);
    const stop = start + BigInt(limit);
    const records = streamOf(name).records.slice(Number(start), Number(stop));
    const end = stop > lastRevision(name);
    return { result: 'events', records: records.filter(isYoung(name)), next: stop, end };
  };

  const readStreamBackwards: Store['readStreamBackwards'] = (name, from, limit) => {
    const absent = absence(name);
    if (absent !== undefined) return absent;
    const last = lastRevision(name);
    const lowest = lowestVisible(name);
    const start = from === 'end' || from > last ? last : from;
    const next = start - BigInt(limit);
    const stop = higher(next + 1n, lowest);
    const records = streamOf(name).records.slice(Number(stop), Number(start) + 1);
    return {
      result: 'events',
      records: records.filter(isYoung(name)).reverse(),
      next,
      end: next < lowest,
    };
  };

  const writtenTo: Store['writtenTo'] = (name, from, limit) => {
    const stream = streams.get(name);
    if (stream === undefined) return [];
    const records = stream.records.slice(Number(from), Number(from) + limit);
    const { tombstone } = stream;
    return tombstone !== undefined && records.length < limit ? [...records, tombstone] : records;
  };

  const readEvent: Store['readEvent'] = (name, revision) => {
    const page = readStreamForwards(name, revision, 1);
    const record = page.result === 'events' ? page.records[0] : undefined;
    return record?.revision === revision ? record : undefined;
  };

  /** The index of the first record at this position or after it. */
  const indexAt = (position: bigint): number => {
    let low = 0;
    let high = log.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const record = log[middle];
      if (record !== undefined && record.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  /** Walks the log one record at a time (`AllReader`): the window counts what is looked at. */
  const walk = (
    start: number,
    step: 1 | -1,
    { limit, window = Number.POSITIVE_INFINITY, accepts }: AllSelection,
  ): Omit<AllPage, 'next'> & { readonly stop: number } => {
    const records: LogRecord[] = [];
    let considered = 0;
    let last: bigint | undefined;
    let index = start;
    for (; records.length < limit && considered < window; index += step) {
      const record = log[index];
      if (record === undefined) break;
      considered += 1;
      last = record.position;
      if (isShownInAll(record) && (accepts?.(record) ?? true)) records.push(record);
    }
    return { records, considered, last, stop: index, end: log[index] === undefined };
  };

  const readAllForwards: Store['readAllForwards'] = (from, selection) => {
    const { stop, ...page } = walk(indexAt(from), 1, selection);
    return { ...page, next: log[stop]?.position ?? end };
  };

  const readAllBackwards: Store['readAllBackwards'] = (from, selection) => {
    const { stop: _, ...page } = walk(indexAt(from) - 1, -1, selection);
    return { ...page, next: page.last ?? from };
  };

  /** `IndexReader.ResolveLinkToEvent`: `revision@stream`, divided at the first `@`. */
  const resolve: Store['resolve'] = (record) => {
    if (record.type !== '$>') return { event: record, link: undefined };
    const [revision = '', ...stream] = Buffer.from(record.data).toString('utf8').split('@');
    if (!/^\d+$/.test(revision)) return { event: undefined, link: record };
    return { event: readEvent(stream.join('@'), BigInt(revision)), link: record };
  };

  return {
    append,
    softDelete,
    tombstone,
    readEvent,
    readStreamForwards,
    readStreamBackwards,
    writtenTo,
    readAllForwards,
    readAllBackwards,
    resolve,
    metadataOf,
    lastRevision,
    isBoundary: (position) =>
      position === 0n ||
      position === end ||
      marks.has(position) ||
      log[indexAt(position)]?.position === position,
    lastPosition: () => log.at(-1)?.position,
    end: () => end,
    onWrite: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
