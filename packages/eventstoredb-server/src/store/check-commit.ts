import { type Expected, TOMBSTONE } from './log-record.ts';

/** What the check needs to know about the stream. */
export interface StreamView {
  /** The revision of the last event, -1 for a stream without any, TOMBSTONE for one that was ended. */
  readonly last: bigint;
  readonly hasMetadata: boolean;
  readonly softDeleted: boolean;
  /** The id of the event at a revision, hidden events included. */
  readonly idAt: (revision: bigint) => string | undefined;
  /** The latest revision that an id was written at in this stream. */
  readonly revisionOf: (id: string) => bigint | undefined;
}

/** The answer of the check: to write, or why not. */
export type CommitCheck =
  | { readonly decision: 'write' }
  /** All of it was written before, up to this revision. */
  | { readonly decision: 'idempotent'; readonly last: bigint }
  | { readonly decision: 'wrong-expected-version' }
  | { readonly decision: 'deleted' };

const write: CommitCheck = { decision: 'write' };
const wrong: CommitCheck = { decision: 'wrong-expected-version' };
const deleted: CommitCheck = { decision: 'deleted' };

/**
 * Decides whether events may be written, by the rules of `IndexWriter.CheckCommit`
 * (ES: Services/Storage/ReaderIndex/IndexWriter.cs), one branch for each of its branches.
 *
 * Its answer "corrupted idempotency" (some of the events are known, others are not) reaches every
 * client as a wrong expected version, so here the two are one answer.
 */
export const checkCommit = (
  stream: StreamView,
  expected: Expected,
  ids: readonly string[],
): CommitCheck => {
  if (stream.last === TOMBSTONE) return deleted;
  if (expected === 'stream-exists') {
    if (stream.softDeleted) return deleted;
    if (stream.last < 0n && !stream.hasMetadata) return wrong;
  }
  if (expected === 'any' || expected === 'stream-exists') return checkKnown(stream, ids);
  const revision = expected === 'no-stream' ? -1n : expected;
  if (revision < stream.last) return checkRepeated(stream, revision, ids);
  return revision > stream.last ? wrong : write;
};

/**
 * Without an exact expected revision, only the ids can show that an append is repeated. The first id
 * decides whether it looks like a repetition, which must then be complete, in any order. The real
 * server remembers the ids of about 8 MiB of events (`ESConsts.CommitedEventsMemCacheLimit`); this one
 * remembers all of them.
 */
const checkKnown = (stream: StreamView, ids: readonly string[]): CommitCheck => {
  const revisions = ids.map(stream.revisionOf);
  const unknown = revisions.indexOf(undefined);
  if (unknown === 0) return write;
  if (unknown > 0) return wrong;
  const last = revisions.at(-1);
  return last === undefined ? write : { decision: 'idempotent', last };
};

/** An expected revision below the last one is right only for events that stand there already. */
const checkRepeated = (
  stream: StreamView,
  expected: bigint,
  ids: readonly string[],
): CommitCheck => {
  const differs = ids.findIndex((id, index) => stream.idAt(expected + BigInt(index) + 1n) !== id);
  if (differs === 0 && expected === -1n && stream.softDeleted) return write;
  if (differs >= 0 || ids.length === 0) return wrong;
  return { decision: 'idempotent', last: expected + BigInt(ids.length) };
};
