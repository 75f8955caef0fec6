import { startEventStoreDbServer } from '@presales/eventstoredb-server';
import { BEGINNING, type EventLog, hasCode, instant, memoryEventLog } from '@presales/kernel';
import { sqliteReadModelStore } from '@presales/sqlite';
import { eventStoreDbEventLog } from '../../src/index.ts';
import { answer } from './answering.ts';
import { dealThread, opening, type Thread } from './business.ts';
import { endsOf, type InOrder } from './ends.ts';
import { follow } from './following.ts';
import { allOf, places } from './log.ts';
import { hashesOf, project, projectedHashes } from './projecting.ts';
import { randomOf } from './random.ts';
import { troubled } from './trouble.ts';
import { type UnderWay, underWay } from './under-way.ts';
import { doubled, missing, otherStreams, otherThan, unanswered } from './verdict.ts';
import { type Acknowledged, environmentOf, type Records, writer } from './writing.ts';

/** What became of a seed. */
export interface ChaosResult {
  readonly seed: number;
  /** What went wrong on purpose, in the order in which it struck. */
  readonly disturbances: readonly string[];
  /** Of which kind each of them was. */
  readonly kinds: readonly string[];
  readonly events: number;
  /** Commands that were answered. */
  readonly answered: number;
  /** Appends of which nobody could tell in time whether they were stored. */
  readonly unknown: number;
  /** Times that a command had to be asked again by the writer, the handler's own tries aside. */
  readonly askedAgain: number;
  /** What must not be: a seed without any is good. */
  readonly violations: readonly string[];
}

type Findings = Omit<ChaosResult, 'seed' | 'disturbances' | 'violations'>;

/** What a run leaves with whoever started it. */
interface Bench {
  readonly wrong: (what: string) => void;
  readonly struck: string[];
  /** Milliseconds that all have at the end, when nothing disturbs any more. */
  readonly settling: number;
  readonly underWay: UnderWay;
  readonly ends: InOrder;
}

/** One hour for everything, so that two runs of the same commands record the same. */
const hour = Date.UTC(2026, 2, 1, 12);
const writers = 3;
const dealsOfWriter = 2;
/** Milliseconds that a seed has. A second or two is usual; what takes so long hangs. */
const usualLimit = 120_000;

/**
 * How impatient all are, in milliseconds, after what a quiet run took on this machine as it is now:
 * on one that is busy with other work, nothing would ever come in time.
 */
const impatience = (quietTook: number) => {
  const timeout = Math.round(Math.min(Math.max(300, 6 * quietTook), 5_000));
  return {
    connectTimeout: 10_000,
    appendTimeout: timeout,
    readTimeout: timeout,
    heartbeat: timeout,
    gap: 20,
    stuckAfter: 10 * timeout,
  };
};

/**
 * Several writers, processes, projectors and a follower work over the protocol server while it is disturbed.
 * At the end no acknowledged event may be missing and none be there twice, every stream and every
 * read model must be as in a quiet run of the same commands, every event that a process answers be
 * answered once, and the follower have seen all once. A seed that is not over in time is wrong, and says what was under way.
 */
export const chaos = async (seed: number, limit = usualLimit): Promise<ChaosResult> => {
  const violations: string[] = [];
  const bench: Bench = {
    wrong: (what) => void violations.push(what),
    struck: [],
    settling: limit / 2,
    underWay: underWay(),
    ends: endsOf(),
  };
  const before = process.cpuUsage();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Findings>((resolve) => {
    timer = setTimeout(() => {
      const { user, system } = process.cpuUsage(before);
      violations.push(
        `not over after ${limit} ms, of which it worked ${Math.round((user + system) / 1_000)}; under way:`,
        ...bench.underWay.told(),
        `resources: ${process.getActiveResourcesInfo().join(', ')}`,
      );
      resolve({ kinds: [], events: 0, answered: 0, unknown: 0, askedAgain: 0 });
    }, limit);
  });
  try {
    const findings = await Promise.race([disturbed(seed, bench), tooLong]);
    return { seed, ...findings, disturbances: [...bench.struck], violations: [...violations] };
  } finally {
    clearTimeout(timer);
    await bench.ends.end();
  }
};

const disturbed = async (
  seed: number,
  { wrong, struck, settling, underWay, ends }: Bench,
): Promise<Findings> => {
  const { during } = underWay;
  const random = randomOf(seed);
  const work = Array.from({ length: writers }, (_, writer) =>
    Array.from({ length: dealsOfWriter }, (_, deal) => dealThread(`${writer}.${deal}`, random)),
  );
  const begun = performance.now();
  const quiet = await quietRun([opening(), ...work.flat()], { wrong, settling, underWay });
  const impatient = impatience(performance.now() - begun);

  const server = await startEventStoreDbServer({
    nodes: random.one([1, 3]),
    relayed: true,
    now: () => hour,
  });
  ends.add(server.stop);
  const store = await sqliteReadModelStore({ file: ':memory:' });
  ends.add(store.close);
  let unknown = 0;
  const countingUnknown = (log: EventLog): EventLog => ({
    ...log,
    append: async (stream, expected, events) => {
      try {
        return await log.append(stream, expected, events);
      } catch (error) {
        if (hasCode(error, 'event-log/unknown-outcome')) unknown += 1;
        throw error;
      }
    },
  });
  const openLog = (limits = {}): Promise<EventLog> =>
    during(
      () => 'opening a log',
      async () => {
        const connection = server.connectionString();
        for (;;)
          try {
            const log = await eventStoreDbEventLog(
              { connection },
              { ...limits, random: random.next },
            );
            ends.add(log.close);
            return countingUnknown(log);
          } catch (error) {
            // Opening may take longer than the impatient have, on a machine with other work.
            if (ends.areOver() || !hasCode(error, 'event-log/unavailable')) throw error;
          }
      },
    );

  const trouble = troubled(server, random, work.flat(2).length, underWay, struck);
  const acknowledged = new Map<string, readonly Acknowledged[]>();
  let askedAgain = 0;
  const records: Records = {
    wrong,
    askedAgain: () => {
      askedAgain += 1;
    },
    acknowledged: (commandId, events) => {
      acknowledged.set(commandId, events);
      trouble.progress();
    },
  };
  const answering = await answer({
    logs: [await openLog(impatient), await openLog(impatient)],
    store,
    environment: environmentOf(random),
    now: () => instant(hour),
    underWay,
  });
  ends.add(answering.stop);
  const projecting = project(
    [await openLog(impatient), await openLog(impatient)],
    store,
    wrong,
    underWay,
  );
  ends.add(projecting.stop);
  const following = follow(await openLog(impatient));
  ends.add(following.stop);

  const write = async (threads: readonly Thread[]): Promise<void> => {
    const ask = writer(await openLog(impatient), random, records, underWay);
    await Promise.all(threads.map(ask));
  };
  await write([opening()]);
  await Promise.all(work.map(write));
  await during(() => 'the end of the trouble', trouble.over);

  for (const violation of await answering.settled(settling)) wrong(violation);
  await answering.stop();

  // Whoever looks at the end is patient: nothing disturbs any more, but the machine may be busy.
  const log = await openLog();
  const events = await during(
    () => 'reading everything',
    () => allOf(log),
  );
  const head = events.at(-1)?.position ?? BEGINNING;
  const late = await projecting.reached(head, settling);
  if (late.length > 0) wrong(`not projected to the end: ${late.join(', ')}`);
  await projecting.stop();
  const seen = await following.seen(events.length, settling);

  for (const violation of [
    ...missing(acknowledged, events),
    ...doubled(events),
    ...unanswered(events),
    ...otherStreams(events, quiet.events),
    ...otherThan(seen, events),
  ])
    wrong(violation);
  const placeOf = places(events);
  const hashes = await hashesOf(store, placeOf);
  if (String(hashes) !== String(await projectedHashes(log, placeOf)))
    wrong('the read models are not those of their own log');
  if (String(hashes) !== String(quiet.hashes))
    wrong('the read models are not those of a quiet run');
  return {
    kinds: trouble.kinds,
    events: events.length,
    answered: acknowledged.size,
    unknown,
    askedAgain,
  };
};

/** The same commands, one after the other, over a log in memory. */
const quietRun = async (
  threads: readonly Thread[],
  { wrong, settling, underWay }: Pick<Bench, 'wrong' | 'settling' | 'underWay'>,
) => {
  const log = memoryEventLog({ now: () => instant(hour) });
  const askedAgain = (): void => wrong('a quiet log had to be asked again');
  const acknowledged = (): void => undefined;
  const ask = writer(log, randomOf(0), { acknowledged, askedAgain, wrong }, underWay);
  for (const thread of threads) await ask(thread);
  const store = await sqliteReadModelStore({ file: ':memory:' });
  const answering = await answer({
    logs: [log],
    store,
    environment: environmentOf(randomOf(0)),
    now: () => instant(hour),
    underWay,
  });
  for (const violation of await answering.settled(settling)) wrong(`in quiet: ${violation}`);
  await answering.stop();
  await store.close();
  const events = await allOf(log);
  return { events, hashes: await projectedHashes(log, places(events)) };
};
