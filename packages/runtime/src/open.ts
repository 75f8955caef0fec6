import type { LeadSource } from '@presales/domain/lead';
import type { ApprovalPolicy, Calculation } from '@presales/domain/quotation';
import {
  type BusinessCalendar,
  defaultCalendar,
  type EventLog,
  EventLogError,
  type Instant,
  InvalidInput,
  type Position,
  type ReadModel,
} from '@presales/kernel';
import { rehearsalLog } from '@presales/kernel/store';
import type { Process } from '@presales/processes';
import {
  type QuerySide,
  querySide,
  readModels as reported,
  type UnknownEvents,
  unknownEventsModel,
} from '@presales/projections';
import type { Observable } from 'rxjs';
import { byAnyClock, checkedClock, realWorld } from './clock.ts';
import { type Closed, closeWithinTime } from './closing.ts';
import { type CommandSettings, type CommandSide, commandSide } from './command-side.ts';
import { openEventLog, openReadModels, readModelsBeside } from './connection.ts';
import { rememberedFirstEvent } from './first-event.ts';
import { type LiveAnswer, liveQuery } from './live.ts';
import { allParked, type Parked, type RetryRequest, retryParked } from './parked.ts';
import { performerOf } from './performer.ts';
import type { ProcessStart } from './process-session.ts';
import { type Processes, startProcesses } from './processes.ts';
import { projections } from './projections.ts';
import type { ProjectorUpdate } from './projector.ts';
import { type ReadModelStanding, standings } from './read-model-standing.ts';
import type { Retried } from './retry-read-model.ts';
import { type UnitsOfWork, type UnitsOfWorkOptions, unitsOfWork } from './units-of-work.ts';
import { prepareToWatch, unknownIn } from './watch-unknown.ts';

/**
 * Where the log and the read models are, and the defaults of commands and queries. Only the event
 * log must be named.
 */
export interface OpenOptions {
  /** The log: `sqlite:./presales.db`, `esdb://host:2113`, or `memory:`. */
  readonly eventLog: string;
  /**
   * The read models: `sqlite:./read-models.db`, or `memory:`. By default beside the log; those of a
   * log on a server in the working directory, in a file that bears the server's name.
   */
  readonly readModels?: string;
  /** The actor of commands whose context names none. By default `presales`. */
  readonly actor?: string;
  /**
   * The time zone and fiscal year of queries that name none, and the time zone of commands that
   * name none: a deal's days are then counted as its reports count them. By default UTC, and a year
   * that begins in January.
   */
  readonly calendar?: BusinessCalendar;
  /**
   * How a quotation is counted that is drafted without a word on it: its tax per rate or per line,
   * rounded half-even or commercially (`half-up`). By default per rate, half-even.
   */
  readonly calculation?: Calculation;
  /**
   * The sources of leads that the business has registered beside the standard ones, in kebab case:
   * `podcast`. A lead from any other source is refused.
   */
  readonly leadSources?: readonly LeadSource[];
  /**
   * The clock: it gives the hour of recording, that of commands without `at`, and the present of
   * queries without `asOf`. By default the machine's.
   */
  readonly now?: () => Instant;
  /**
   * How far the clock may run ahead of the last event of the log, in milliseconds. A log's time never
   * runs backwards: one event with the hour of a wrong clock, and every later one bears that hour. A
   * greater leap is therefore the error `event-log/clock-ahead`, with nothing stored. By default 366
   * days, so that a log may rest for a year; open it once with more when it has rested for longer.
   * EventStoreDB stamps events by its own clock, which nobody can look at before.
   */
  readonly clockAhead?: number;
  /** Gives ids to commands whose context brings none. By default random UUIDs. */
  readonly newId?: () => string;
  /**
   * Whether the read models follow the log all the time (the default), or only when `caughtUp` is
   * called.
   */
  readonly project?: boolean;
  /**
   * The processes to run: `presalesProcesses(…)` of `@presales/processes`, or your own. By default
   * none. Their checkpoints are kept with the read models, so name a place for these that lasts.
   */
  readonly processes?: readonly Process[];
  /**
   * Where a process begins on a log that it never ran on: `now` (the default) leaves the past
   * alone, `beginning` answers all of it. From then on it continues from its checkpoint, and this
   * option has no effect.
   */
  readonly processesFrom?: ProcessStart;
  /**
   * What quotations may be without being approved: nothing beyond it is sent, whatever policy the
   * command names, and submitted or not. Policies of the processes given hold in the same way. By
   * default none holds.
   */
  readonly approvalPolicy?: ApprovalPolicy;
  /** Only reads the log: commands then fail with `event-log/read-only`. */
  readonly readOnly?: boolean;
  /**
   * `full` (the default): an acknowledged command survives the loss of power. `normal`: it survives
   * the death of the process, but a power cut may take the last ones away; for what can be written
   * again, such as a demo or a test, and several times faster.
   */
  readonly durability?: 'full' | 'normal';
  /**
   * How long `close` waits for what is under way, in milliseconds. By default 5,000.
   */
  readonly closeWithin?: number;
}

/** Pre-sales over an open event log: commands, figures, live updates. */
export interface Presales extends CommandSide, QuerySide {
  /**
   * Resolves when the read models of these names know everything that the log holds now; without
   * names, when all of them do. Call it between writing and reading when figures must include what
   * was just written.
   *
   * @throws RangeError for a name that no read model has
   * @throws ReadModelError, EventLogError when a read model cannot get there
   * @throws RuntimeClosed when `close` comes first
   */
  readonly caughtUp: (...names: readonly string[]) => Promise<Position>;
  /** What happens in the read models, beginning with their present state; it ends with `close`. */
  readonly updates: Observable<ProjectorUpdate>;
  /**
   * A query's answer now, and again after every change of the read models; it ends with `close`, and
   * with nothing else. A query that fails (an amount in a currency without a rate, a store that is
   * busy) is told as such, once, and asked again after the next change.
   *
   *     presales.live(() => presales.funnel({ currency: 'EUR' })).subscribe((told) => {
   *       if (told.outcome === 'answered') show(told.answer);
   *       else warn(told.error.message);
   *     });
   */
  readonly live: <Answer>(query: () => Promise<Answer>) => Observable<LiveAnswer<Answer>>;
  /**
   * Empties a read model (`funnel`, `campaign-roi`, `leads`, …) and projects it again from the
   * first event.
   */
  readonly rebuild: (model: string) => Promise<Position>;
  /**
   * What is parked: streams of which a read model or a process could not take an event. That event and
   * the later ones of its stream wait, everything else goes on.
   */
  readonly parked: () => Promise<readonly Parked[]>;
  /** How far each read model has come. */
  readonly readModels: () => Promise<readonly ReadModelStanding[]>;
  /**
   * Events of types that this program does not know, in streams of categories that it does: a newer
   * program has written them. No read model and no process takes them.
   */
  readonly unknownEvents: () => Promise<readonly UnknownEvents[]>;
  /**
   * Tries parked streams of a read model or a process again: one, or all.
   *
   *     await presales.retry({ name: 'funnel', stream: 'opportunity-O1' });
   *
   * The rows of a read model are then those that a rebuild would give. A process answers what waited,
   * in order; one that does not run here is asked to, and does so when it runs.
   *
   * @throws RangeError when there is no read model and no process of that name
   * @throws NotParked when that stream is not parked
   */
  readonly retry: (what: RetryRequest) => Promise<Retried>;
  /** The processes that `open` was given. */
  readonly processes: Processes;
  /** The event log itself, for inspection. */
  readonly log: EventLog;
  /** Commands in units of work, of which all take effect or none. */
  readonly unitsOfWork: (options?: UnitsOfWorkOptions) => UnitsOfWork;
  /**
   * Commands that are tried out in memory, on top of the log as it is now: they are decided, looked
   * up and refused as real ones would be, also where the log is open for reading only, and nothing is
   * stored. It holds all that is tried.
   *
   * @throws EventLogError when the log cannot be read
   */
  readonly rehearsal: () => Promise<UnitsOfWork>;
  /**
   * Stops processes and projectors, waits for what is under way, closes log and read models.
   *
   * It returns within `closeWithin`, whatever hangs, and says what it left: a reaction that never
   * resolves is waited for no longer. What it left may not do anything any more, because its log is
   * closed, and is taken up again by the next `open`.
   *
   * @throws EventLogError when the disk does not take what the log holds; everything is closed all the
   *   same
   */
  readonly close: () => Promise<Closed>;
}

/**
 * Opens pre-sales over an event log; a new log is created.
 *
 *     const presales = await open({ eventLog: 'sqlite:./presales.db' });
 *
 * @throws ConnectionError when a connection string names nothing we know, or a package is missing
 * @throws EventLogError, ReadModelError when a store cannot be opened, and says why
 * @throws InvalidInput for a `clockAhead` or a `closeWithin` that is no number from 0
 * @throws RangeError when two processes have the same name
 */
export const open = async ({
  eventLog,
  readModels = readModelsBeside(eventLog),
  actor = 'presales',
  calendar = defaultCalendar,
  calculation,
  leadSources,
  now: clock = realWorld.now,
  clockAhead,
  newId = realWorld.newId,
  project = true,
  processes: given = [],
  processesFrom = 'now',
  approvalPolicy,
  readOnly = false,
  durability = 'full',
  closeWithin = 5_000,
}: OpenOptions): Promise<Presales> => {
  if (readOnly && given.length > 0)
    throw new EventLogError(
      'event-log/read-only',
      'processes give commands: open the log for writing, or leave them out',
    );
  if (!(closeWithin >= 0))
    throw new InvalidInput('open', [
      { path: 'closeWithin', expected: 'expected milliseconds from 0' },
    ]);
  const now = checkedClock(clock);
  const log = await openEventLog(eventLog, {
    now,
    ...(clockAhead === undefined ? {} : { clockAhead }),
    readOnly,
    durability,
  });
  const store = await openWith(models, readModels).catch(async (error) => {
    await log.close().catch(() => undefined);
    throw error;
  });
  const world = { ...realWorld, now, newId };
  const figures = projections({ log, store, models, live: project, world });
  const { updates, rebuild } = figures;
  const settings: CommandSettings = {
    actor,
    zone: calendar.zone,
    ...(calculation === undefined ? {} : { calculation }),
    ...(leadSources === undefined ? {} : { ownSources: leadSources }),
    policies: [approvalPolicy, ...given.map((process) => process.approvalPolicy)].filter(
      (policy) => policy !== undefined,
    ),
  };
  const commands = commandSide(log, world, settings);
  const running = await startProcesses({
    log,
    store,
    processes: given,
    performer: performerOf(commands),
    from: processesFrom,
    world,
  }).catch(async (error) => {
    await figures.stop();
    await log.close().catch(() => undefined);
    await store.close();
    throw error;
  });
  return {
    ...commands,
    ...querySide(store, calendar, {
      now: () => byAnyClock(now()),
      logBegins: rememberedFirstEvent(log),
      watched: true,
    }),
    // Whoever waits for one read model learns of unknown events up to there as well.
    caughtUp: (...names) =>
      figures.caughtUp(...(names.length === 0 ? [] : [...names, unknownEventsModel.name])),
    updates,
    live: (query) => liveQuery(query, updates),
    rebuild,
    processes: { updates: running.updates, settled: running.settled, outcomes: running.outcomes },
    log,
    unitsOfWork: (options) => unitsOfWork(log, world, settings, options),
    rehearsal: async () => unitsOfWork(await rehearsalLog(log, { now }), world, settings),
    readModels: () => standings(store, models),
    unknownEvents: () => unknownIn(store),
    parked: () => allParked(store, models),
    retry: (what) => retryParked(what, { store, figures, running }),
    close: () => closeWithinTime({ log, store, figures, running }, closeWithin, world),
  };
};

/** The read models that reports ask, and the one that tells what none of them knows. */
const models: readonly ReadModel[] = [...reported, unknownEventsModel];

/** The store with every read model's tables in place: a query never meets a missing one. */
const openWith = async (models: readonly ReadModel[], connection: string) => {
  const store = await openReadModels(connection);
  try {
    for (const model of models) await store.attach(model);
    await prepareToWatch(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};
