import type { LogRecord, ResolvedRecord } from './log-record.ts';
import { TOMBSTONE } from './log-record.ts';
import type { StoreState } from './state.ts';
import type { StreamPage } from './store.ts';

type Reads = Pick<StoreState, 'streams' | 'now'>;

const higher = (one: bigint, other: bigint): bigint => (one > other ? one : other);

/** The lowest revision that `$maxCount` and `$tb` leave visible (`IndexReader`). */
const lowestVisible = ({ streams }: Reads, name: string): bigint => {
  const { maxCount, truncateBefore } = streams.metadataOf(name);
  const byCount = maxCount === undefined ? 0n : streams.lastRevision(name) - maxCount + 1n;
  const byBefore = truncateBefore ?? 0n;
  return higher(0n, higher(byCount, byBefore));
};

/** The test whether `$maxAge` leaves a record visible. */
const isYoung = ({ streams, now }: Reads, name: string): ((record: LogRecord) => boolean) => {
  const { maxAge } = streams.metadataOf(name);
  if (maxAge === undefined) return () => true;
  const oldest = now() - maxAge * 1000;
  return ({ created }) => created >= oldest;
};

/** The answer to whoever reads a stream that has nothing to show; undefined for any other. */
const absence = (
  { streams }: Reads,
  name: string,
): Exclude<StreamPage, { result: 'events' }> | undefined => {
  const last = streams.lastRevision(name);
  if (last === TOMBSTONE) return { result: 'deleted' };
  return last < 0n || streams.isSoftDeleted(name) ? { result: 'not-found' } : undefined;
};

const recordsOf = ({ streams }: Reads, name: string): readonly LogRecord[] =>
  streams.find(name)?.records ?? [];

/** Reads a stream from a revision on. */
export const readStreamForwards = (
  state: Reads,
  name: string,
  from: bigint,
  limit: number,
): StreamPage => {
  const absent = absence(state, name);
  if (absent !== undefined) return absent;
  const start = higher(from, lowestVisible(state, name));
  const stop = start + BigInt(limit);
  return {
    result: 'events',
    records: recordsOf(state, name).slice(Number(start), Number(stop)).filter(isYoung(state, name)),
    next: stop,
    end: stop > state.streams.lastRevision(name),
  };
};

/** Reads a stream from a revision back, or from its end. */
export const readStreamBackwards = (
  state: Reads,
  name: string,
  from: bigint | 'end',
  limit: number,
): StreamPage => {
  const absent = absence(state, name);
  if (absent !== undefined) return absent;
  const last = state.streams.lastRevision(name);
  const lowest = lowestVisible(state, name);
  const start = from === 'end' || from > last ? last : from;
  const next = start - BigInt(limit);
  const stop = higher(next + 1n, lowest);
  return {
    result: 'events',
    records: recordsOf(state, name)
      .slice(Number(stop), Number(start) + 1)
      .filter(isYoung(state, name))
      .reverse(),
    next,
    end: next < lowest,
  };
};

/** What was written to a stream from a revision on, hidden events and the tombstone included. */
export const writtenTo = (
  { streams }: Reads,
  name: string,
  from: bigint,
  limit: number,
): readonly LogRecord[] => {
  const stream = streams.find(name);
  if (stream === undefined) return [];
  const records = stream.records.slice(Number(from), Number(from) + limit);
  const { tombstone } = stream;
  return tombstone !== undefined && records.length < limit ? [...records, tombstone] : records;
};

/** One event as a reader would see it; undefined when it is hidden or was never written. */
export const readEvent = (state: Reads, name: string, revision: bigint): LogRecord | undefined => {
  const page = readStreamForwards(state, name, revision, 1);
  const record = page.result === 'events' ? page.records[0] : undefined;
  return record?.revision === revision ? record : undefined;
};

/** Follows a link, `revision@stream` divided at the first `@` (`IndexReader.ResolveLinkToEvent`). */
export const resolve = (state: Reads, record: LogRecord): ResolvedRecord => {
  if (record.type !== '$>') return { event: record, link: undefined };
  const [revision = '', ...stream] = Buffer.from(record.data).toString('utf8').split('@');
  if (!/^\d+$/.test(revision)) return { event: undefined, link: record };
  return { event: readEvent(state, stream.join('@'), BigInt(revision)), link: record };
};
