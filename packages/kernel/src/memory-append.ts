import type { NewEvent, StoredEvent } from './event.ts';
import { type Appended, type ExpectedRevision, RevisionConflict } from './event-log.ts';
import { assertOpen, headOf, index, type MemoryEvents, wake } from './memory-events.ts';
import type { RecordingClock } from './recording-clock.ts';
import { type SerialisedEvent, serialise } from './serialise.ts';

/** Appends to a log in memory, as the port has it. The clock is asked only when it is needed. */
export const append = (
  held: MemoryEvents,
  clock: RecordingClock,
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): Appended => {
  assertOpen(held);
  const serialised = serialise(stream, events);
  const known = held.streams.get(stream) ?? [];
  const actual = known.at(-1)?.revision ?? 'no-stream';
  if (expected === actual) return store(held, clock, stream, known, serialised);
  const repeated = storedBefore(known, expected, events);
  if (repeated === undefined) throw new RevisionConflict(stream, expected, actual);
  return { revision: repeated.revision, position: repeated.position };
};

/** The last of these events, when all of them already stand where they should go. */
const storedBefore = (
  known: readonly StoredEvent[],
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): StoredEvent | undefined => {
  const from = expected === 'no-stream' ? 0 : index(expected) + 1;
  const earlier = known.slice(from, from + events.length);
  const same =
    earlier.length === events.length && earlier.every(({ id }, at) => id === events[at]?.id);
  return same ? earlier.at(-1) : undefined;
};

const store = (
  held: MemoryEvents,
  clock: RecordingClock,
  stream: string,
  known: StoredEvent[],
  serialised: readonly SerialisedEvent[],
): Appended => {
  const { all, streams } = held;
  const before = headOf(held);
  const copied = serialised.every(({ event }) => event.recordedAt !== undefined);
  const hour = copied ? '' : clock(held.lastRecorded);
  const stored = serialised.map(({ event, data, metadata }, at): StoredEvent => {
    const { recordedAt = hour } = event;
    if (recordedAt > held.lastRecorded) held.lastRecorded = recordedAt;
    return {
      id: event.id,
      stream,
      revision: BigInt(known.length + at),
      position: before + 1n + BigInt(at),
      type: event.type,
      version: event.version,
      data: JSON.parse(data),
      metadata: JSON.parse(metadata),
      recordedAt: held.lastRecorded,
    };
  });
  streams.set(stream, known);
  known.push(...stored);
  all.push(...stored);
  wake(held);
  return {
    revision: BigInt(known.length - 1),
    position: headOf(held),
    recorded: stored.map(({ position, recordedAt }) => ({ position, recordedAt })),
  };
};
