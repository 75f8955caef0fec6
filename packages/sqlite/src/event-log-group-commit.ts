import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Instant, UnknownOutcome } from '@presales/kernel';
import type { Appended, RecordingClock } from '@presales/kernel/store';
import type { AppendRequest } from './event-log-append.ts';
import type { ConnectionHolder } from './event-log-connection.ts';
import { UncertainCommit } from './event-log-writer.ts';

/** Appends that are under way together share one transaction, and so one wait for the disk. */
export interface GroupCommit {
  readonly append: (request: AppendRequest) => Promise<Appended>;
  /** Resolves when nothing is under way. */
  readonly idle: () => Promise<void>;
}

interface Pending extends AppendRequest {
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Events in one transaction at most, unless a single append has more. It bounds how long the first
 * append of a group waits.
 */
const groupEvents = 4_096;

/**
 * Commits groups, one after the other. A group is what has gathered by the next turn of the event
 * loop: one caller alone waits some microseconds, many callers share what the disk takes, and a
 * busy appender never starves timers and sockets.
 */
export const groupCommit = (
  connection: ConnectionHolder,
  clock: RecordingClock,
  committed: () => void,
): GroupCommit => {
  let gathered: Pending[] = [];
  let running: Promise<void> | undefined;

  const commit = async (group: readonly Pending[]): Promise<void> => {
    try {
      const outcomes = await connection.use(({ writer }) =>
        writer().write(group, askedOnce(clock)),
      );
      outcomes.forEach((outcome, index) => {
        if (outcome instanceof Error) group[index]?.reject(outcome);
        else group[index]?.resolve(outcome);
      });
      committed();
    } catch (error) {
      if (error instanceof UncertainCommit) connection.discard();
      for (const { stream, reject } of group)
        reject(
          error instanceof UncertainCommit ? new UnknownOutcome(stream, { cause: error }) : error,
        );
    }
  };

  const run = async (): Promise<void> => {
    while (gathered.length > 0) {
      await nextTurn();
      const [group, rest] = takeGroup(gathered);
      gathered = rest;
      await commit(group);
    }
    running = undefined;
  };

  return {
    append: (request) =>
      new Promise((resolve, reject) => {
        gathered.push({ ...request, resolve, reject });
        running ??= run();
      }),
    idle: async () => {
      await running;
    },
  };
};

const takeGroup = (pending: Pending[]): readonly [readonly Pending[], Pending[]] => {
  let events = 0;
  const end = pending.findIndex((request, index) => {
    events += request.events.length;
    return index > 0 && events > groupEvents;
  });
  return end < 0 ? [pending, []] : [pending.slice(0, end), pending.slice(end)];
};

/** A clock that says the same hour to all: what is committed together is recorded together. */
const askedOnce = (clock: RecordingClock): RecordingClock => {
  let hour: Instant | undefined;
  return (last) => {
    hour ??= clock(last);
    return hour;
  };
};
