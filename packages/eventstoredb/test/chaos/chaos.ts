import {
  BEGINNING,
  type EventLog,
  hasCode,
  instant,
  memoryEventLog,
  type Position,
  type StoredEvent,
} from '@presales/kernel';
import { sqliteReadModelStore } from '@presales/sqlite';
import {
  type EventStoreDbServer,
  startEventStoreDbServer,
} from '@presales/testing/eventstoredb-server';
import { eventStoreDbEventLog } from '../../src/index.ts';
import { dealThread, opening, type Thread } from './business.ts';
import { type Disturbance, disturbance } from './disturbances.ts';
import { hashesOf, project, projectedHashes } from './projecting.ts';
import { type Random, randomOf } from './random.ts';
import { type Acknowledged, write } from './writing.ts';

/** What became of a seed. */
export interface ChaosResult {
  readonly seed: number;
  /** What went wrong on purpose, in the order in which it struck. */
  readonly disturbances: readonly string[];
  readonly events: number;
  /** What must not be: a seed without any is good. */
  readonly violations: readonly string[];
}

/** One hour for everything, so that two runs of the same commands record the same. */
const hour = Date.UTC(2026, 2, 1, 12);
const writers = 3;
const dealsOfWriter = 3;
/** Milliseconds that the read models and followers have at the end, when nothing disturbs any more. */
const settling = 20_000;

const impatient = {
  connectTimeout: 10_000,
  appendTimeout: 300,
  readTimeout: 300,
  heartbeat: 150,
  gap: 20,
  stuckAfter: 5_000,
};

/**
 * Several writers, projectors and a follower work over the protocol server while it is disturbed.
 * At the end no acknowledged event may be missing and none be there twice, every stream and every
 * read model must be as in a quiet run of the same commands, and the follower have seen all once.
 */
export const chaos = async (seed: number): Promise<ChaosResult> => {
  const random = randomOf(seed);
  const violations: string[] = [];
  const wrong = (what: string): void => void violations.push(what);
  const server = await startEventStoreDbServer({ nodes: random.one([1, 3]), now: () => hour });
  const opened: EventLog[] = [];
  const openLog = async (patience = {}): Promise<EventLog> => {
    const connection = server.connectionString();
    for (;;)
      try {
        const options = { ...patience, random: random.next };
        const log = await eventStoreDbEventLog({ connection }, options);
        opened.push(log);
        return log;
      } catch (error) {
        // Opening may take longer than the impatient have, on a machine with other work.
        if (!hasCode(error, 'event-log/unavailable')) throw error;
      }
  };
  const store = await sqliteReadModelStore({ file: ':memory:' });
  const work = Array.from({ length: writers }, (_, writer) =>
    Array.from({ length: dealsOfWriter }, (_, deal) => dealThread(`${writer}.${deal}`, random)),
  );
  const quiet = await quietRun([opening(), ...work.flat()], wrong);

  const acknowledged = new Map<string, readonly Acknowledged[]>();
  const trouble = troubled(server, random, work.flat(2).length);
  const records = {
    wrong,
    acknowledged: (commandId: string, events: readonly Acknowledged[]) => {
      acknowledged.set(commandId, events);
      trouble.progress();
    },
  };
  try {
    const logs = [
      await openLog(impatient),
      await openLog(impatient),
      await openLog(impatient),
    ] as const;
    const [first] = logs;
    const projecting = project([await openLog(impatient), await openLog(impatient)], store, wrong);
    const following = followed(await openLog(impatient));
    await write(first, [opening()], random, records);
    await Promise.all(logs.map((log, writer) => write(log, work[writer] ?? [], random, records)));
    await trouble.over();

    // Whoever looks at the end is patient: nothing disturbs any more, but the machine may be busy.
    const log = await openLog();
    const events = await allOf(log);
    const head = events.at(-1)?.position ?? BEGINNING;
    const late = await projecting.reached(head, settling);
    if (late.length > 0) wrong(`not projected to the end: ${late.join(', ')}`);
    await projecting.stop();

    violations.push(
      ...missing(acknowledged, events),
      ...doubled(events),
      ...otherStreams(events, quiet.events),
      ...(await following.otherThan(events)),
    );
    const placeOf = places(events);
    const hashes = await hashesOf(store, placeOf);
    if (String(hashes) !== String(await projectedHashes(log, placeOf)))
      wrong('the read models are not those of their own log');
    if (String(hashes) !== String(quiet.hashes))
      wrong('the read models are not those of a quiet run');
    return { seed, disturbances: trouble.struck, events: events.length, violations };
  } finally {
    await trouble.over();
    for (const log of opened) await log.close();
    await store.close();
    await server.stop();
  }
};

/** The same commands, one after the other, over a log in memory. */
const quietRun = async (threads: readonly Thread[], wrong: (what: string) => void) => {
  const log = memoryEventLog({ now: () => instant(hour) });
  const acknowledged = (): void => undefined;
  for (const thread of threads) await write(log, [thread], randomOf(0), { acknowledged, wrong });
  const events = await allOf(log);
  return { events, hashes: await projectedHashes(log, places(events)) };
};

/** Disturbs the server each time that some more commands are answered. */
const troubled = (server: EventStoreDbServer, random: Random, commands: number) => {
  const plan = Array.from({ length: random.whole(3, 8) }, () => ({
    after: random.whole(1, commands),
    disturbance: disturbance(random),
  })).sort((left, right) => left.after - right.after);
  const struck: string[] = [];
  const going: Promise<void>[] = [];
  let answered = 0;
  const strike = ({ name, strike }: Disturbance): void => {
    struck.push(`after ${answered}: ${name}`);
    going.push(strike(server));
  };
  return {
    struck,
    progress: (): void => {
      answered += 1;
      while ((plan[0]?.after ?? Number.POSITIVE_INFINITY) <= answered) {
        const next = plan.shift();
        if (next !== undefined) strike(next.disturbance);
      }
    },
    over: async (): Promise<void> => {
      await Promise.all(going);
      server.faults.clear();
      for (const node of server.nodes) await node.start();
    },
  };
};

/** Follows the log, across everything, and tells what it saw. */
const followed = (log: EventLog) => {
  const seen: string[] = [];
  const stop = new AbortController();
  let enough: () => boolean = () => false;
  const following = (async () => {
    for await (const { events } of log.follow({ signal: stop.signal })) {
      for (const { id } of events) seen.push(id);
      if (enough()) return;
    }
  })();
  return {
    otherThan: async (events: readonly StoredEvent[]): Promise<readonly string[]> => {
      enough = () => seen.length >= events.length;
      const timer = setTimeout(() => stop.abort(), settling);
      if (enough()) stop.abort();
      await following;
      clearTimeout(timer);
      const expected = events.map(({ id }) => id);
      const parted = expected.findIndex((id, at) => seen[at] !== id);
      return parted < 0 && seen.length === expected.length
        ? []
        : [
            `a follower saw ${seen.length} events of ${expected.length}, and from the ${parted}th on others`,
          ];
    },
  };
};

const allOf = async (log: EventLog): Promise<readonly StoredEvent[]> => {
  const all: StoredEvent[] = [];
  for await (const { events } of log.readAll()) all.push(...events);
  return all;
};

/** The events of a log by their positions: what stands for a place in every log alike. */
const places = (events: readonly StoredEvent[]): ((position: Position) => string) => {
  const ids = new Map(events.map(({ position, id }) => [position, id]));
  return (position) => ids.get(position) ?? `nothing at ${position}`;
};

const missing = (
  acknowledged: ReadonlyMap<string, readonly Acknowledged[]>,
  events: readonly StoredEvent[],
): readonly string[] => {
  const stored = new Map(events.map((event) => [event.id, event]));
  return [...acknowledged].flatMap(([commandId, promised]) =>
    promised.flatMap(({ id, stream, revision, position }) => {
      const event = stored.get(id);
      return event?.stream === stream && event.revision === revision && event.position === position
        ? []
        : [`${commandId}: acknowledged ${stream} revision ${revision} is not there`];
    }),
  );
};

const doubled = (events: readonly StoredEvent[]): readonly string[] => {
  const ids = new Set<string>();
  return events.flatMap(({ id, stream, revision }) => {
    if (ids.has(id)) return [`${stream} revision ${revision}: event ${id} is there twice`];
    ids.add(id);
    return [];
  });
};

/** Streams hold what they hold in a quiet run; the order in the one that all share is by chance. */
const otherStreams = (
  events: readonly StoredEvent[],
  expected: readonly StoredEvent[],
): readonly string[] => {
  const [actual, quiet] = [streamsOf(events), streamsOf(expected)];
  return [...new Set([...actual.keys(), ...quiet.keys()])].flatMap((stream) =>
    String(actual.get(stream)) === String(quiet.get(stream))
      ? []
      : [`${stream} is not as in a quiet run`],
  );
};

const streamsOf = (events: readonly StoredEvent[]): ReadonlyMap<string, readonly string[]> => {
  const streams = new Map<string, string[]>();
  for (const { stream, revision, id, type, version, data, metadata } of events) {
    const shared = stream === 'campaign-spring';
    const told = streams.get(stream) ?? [];
    streams.set(stream, told);
    told.push(JSON.stringify([id, type, version, data, metadata, shared ? '' : String(revision)]));
    if (BigInt(told.length - 1) !== revision) told.push(`a gap before revision ${revision}`);
  }
  return new Map(
    [...streams].map(([stream, told]) => [
      stream,
      stream === 'campaign-spring' ? told.sort() : told,
    ]),
  );
};
