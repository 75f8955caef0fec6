import { type CommitCheck, checkCommit } from './check-commit.ts';
import {
  describedBy,
  type Expected,
  type LogRecord,
  metadataStreamOf,
  type ProposedEvent,
  TOMBSTONE,
} from './log-record.ts';
import { readEvent } from './reading.ts';
import type { StoreState } from './state.ts';
import type { WriteOutcome } from './store.ts';
import { parseMetadata, withTruncateBefore } from './stream-metadata.ts';

const nothing = new Uint8Array();

/** Adds events to a stream and to the log; those of a metadata stream take effect at once. */
const write = (
  { log, streams }: StoreState,
  name: string,
  events: readonly ProposedEvent[],
): readonly LogRecord[] => {
  const stream = streams.ensure(name);
  const written = events.map(({ id, type, isJson, data, metadata }) => {
    const revision = BigInt(stream.records.length);
    const record = log.add({ id, stream: name, revision, type, isJson, data, metadata });
    stream.records.push(record);
    stream.revisions.set(id, revision);
    return record;
  });
  const described = describedBy(name);
  const last = written.at(-1);
  if (described !== undefined && last !== undefined)
    streams.ensure(described).metadata = parseMetadata(last.data);
  return written;
};

const writeMetadata = (state: StoreState, stream: string, data: Uint8Array): readonly LogRecord[] =>
  write(state, metadataStreamOf(stream), [
    { id: state.newId(), type: '$metadata', isJson: true, data, metadata: nothing },
  ]);

const tell = ({ listeners }: StoreState, records: readonly LogRecord[]): void => {
  for (const listener of [...listeners]) listener(records);
};

/** How the writer hears that nothing was written (`StorageWriterService.ActOnCommitCheckFailure`). */
const unwritten = (
  state: StoreState,
  name: string,
  check: Exclude<CommitCheck, { decision: 'write' }>,
): WriteOutcome => {
  switch (check.decision) {
    case 'idempotent':
      return {
        outcome: 'idempotent',
        revision: check.last,
        position: readEvent(state, name, check.last)?.position,
      };
    case 'wrong-expected-version':
      return { outcome: 'wrong-expected-version', actual: state.streams.lastRevision(name) };
    case 'deleted':
      return { outcome: 'deleted' };
  }
};

/** Appends events to a stream, if it stands where the writer expects it to. */
export const append = (
  state: StoreState,
  name: string,
  expected: Expected,
  events: readonly ProposedEvent[],
): WriteOutcome => {
  const { log, streams } = state;
  const ids = events.map(({ id }) => id);
  const check = checkCommit(streams.viewOf(name), expected, ids);
  if (check.decision !== 'write') return unwritten(state, name, check);
  if (events.length === 0)
    return {
      outcome: 'written',
      revision: streams.lastRevision(name),
      position: log.addMark(name),
    };
  const first = streams.lastRevision(name) + 1n;
  const revived = describedBy(name) ?? name;
  const wasSoftDeleted = streams.isSoftDeleted(revived);
  const before = streams.lastRevision(revived) + 1n;
  const written = write(state, name, events);
  // Whoever writes to a deleted stream or sets its metadata brings it back. It begins anew, and the
  // rest of its metadata stays (`StorageWriterService.SoftUndeleteStream`, `SoftUndeleteMetastream`).
  const revival = wasSoftDeleted
    ? writeMetadata(state, revived, withTruncateBefore(streams.metadataOf(revived), before))
    : [];
  tell(state, [...written, ...revival]);
  return {
    outcome: 'written',
    revision: first + BigInt(events.length) - 1n,
    position: written.at(-1)?.position,
  };
};

/** Hides a stream until the next append brings it back. */
export const softDelete = (state: StoreState, name: string, expected: Expected): WriteOutcome => {
  const { streams } = state;
  const check = checkCommit(streams.viewOf(name), expected, [state.newId()]);
  if (check.decision !== 'write') return unwritten(state, name, check);
  // There must be something to delete, if only metadata (`StorageWriterService.Handle(DeleteStream)`).
  if (streams.lastRevision(name) < 0n && streams.lastRevision(metadataStreamOf(name)) < 0n)
    return { outcome: 'wrong-expected-version', actual: -1n };
  const records = writeMetadata(state, name, Buffer.from(`{"$tb":${TOMBSTONE}}`, 'utf8'));
  tell(state, records);
  return {
    outcome: 'written',
    revision: streams.lastRevision(name),
    position: records.at(-1)?.position,
  };
};

/** Ends a stream for ever. */
export const tombstone = (state: StoreState, name: string, expected: Expected): WriteOutcome => {
  const { log, streams } = state;
  const check = checkCommit(streams.viewOf(name), expected, [state.newId()]);
  if (check.decision !== 'write') return unwritten(state, name, check);
  const record = log.add({
    id: state.newId(),
    stream: name,
    revision: TOMBSTONE,
    type: '$streamDeleted',
    isJson: false,
    data: nothing,
    metadata: nothing,
  });
  streams.ensure(name).tombstone = record;
  tell(state, [record]);
  return { outcome: 'written', revision: TOMBSTONE, position: record.position };
};
