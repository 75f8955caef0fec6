import {
  type BusinessCalendar,
  defaultCalendar,
  type EventLog,
  EventLogError,
  type Instant,
  type Position,
  type ReadModel,
} from '@presales/kernel';
import type { Process } from '@presales/processes';
import { readModels as models, type QuerySide, querySide } from '@presales/projections';
import type { Observable } from 'rxjs';
import { realWorld } from './clock.ts';
import { type CommandSide, commandSide } from './command-side.ts';
import { openEventLog, openReadModels, readModelsBeside } from './connection.ts';
import { liveQuery } from './live.ts';
import { performerOf } from './performer.ts';
import type { ProcessStart } from './process-session.ts';
import { type Processes, startProcesses } from './processes.ts';
import { projections } from './projections.ts';
import type { ProjectorUpdate } from './projector.ts';

/** Where things are, and what is taken for granted. Only the event log must be named. */
export interface OpenOptions {
  /** The log: `sqlite:./presales.db`, `esdb://host:2113`, or `memory:`. */
  readonly eventLog: string;
  /**
   * The read models: `sqlite:./read-models.db`, or `memory:`. By default beside the log; those of a
   * log on a server in the working directory, in a file that bears the server's name.
   */
  readonly readModels?: string;
  /** Who gives the commands that name nobody. By default `presales`. */
  readonly actor?: string;
  /** The zone and fiscal year of queries that name none. By default UTC, from January. */
  readonly calendar?: BusinessCalendar;
  /** The hour of commands that name none, and of recording. By default the machine's clock. */
  readonly now?: () => Instant;
  /** Ids of commands that bring none. By default random UUIDs. */
  readonly newId?: () => string;
  /** Keep the read models in step all the time (the default), or only when `caughtUp` is asked. */
  readonly project?: boolean;
  /**
   * What follows from what: `presalesProcesses(…)` of `@presales/processes`, or your own. By default
   * nothing does. Their checkpoints are kept with the read models: name a place that lasts.
   */
  readonly processes?: readonly Process[];
  /**
   * Where a process begins on a log that it never ran on: `now` (the default) leaves the past alone,
   * `beginning` answers all of it. Afterwards it goes on from its checkpoint, whatever stands here.
   */
  readonly processesFrom?: ProcessStart;
  /** Only read the log: commands then fail with `event-log/read-only`. */
  readonly readOnly?: boolean;
  /**
   * `full` (the default): an acknowledged command survives the loss of power. `normal`: it survives
   * the death of the process, but a power cut may take the last ones away; for what can be written
   * again, such as a demo or a test, and several times faster.
   */
  readonly durability?: 'full' | 'normal';
}

/** Pre-sales, open: commands, figures, live updates. */
export interface Presales extends CommandSide, QuerySide {
  /**
   * Resolves when the read models of these names, all without any, know everything that the log
   * holds now: ask it between writing and reading when the figures must include what was just
   * written.
   *
   * @throws RangeError for a name that no read model has
   * @throws ProjectionFailed, ReadModelError when a read model cannot get there
   * @throws RuntimeClosed when `close` comes first
   */
  readonly caughtUp: (...names: readonly string[]) => Promise<Position>;
  /** What happens in the read models, from their present state on; it ends with `close`. */
  readonly updates: Observable<ProjectorUpdate>;
  /**
   * A query's answer now, and again after every change of the read models; it ends with `close`.
   *
   *     presales.live(() => presales.funnel({ currency: 'EUR' })).subscribe(show);
   */
  readonly live: <Answer>(query: () => Promise<Answer>) => Observable<Answer>;
  /** Projects a read model (`funnel`, `campaign-roi`, `leads`, …) again from zero. */
  readonly rebuild: (model: string) => Promise<Position>;
  /** The processes that `open` was given. */
  readonly processes: Processes;
  /** The event log itself, for inspection. */
  readonly log: EventLog;
  /** Stops processes and projectors, waits for what is under way, closes log and read models. */
  readonly close: () => Promise<void>;
}

/**
 * Opens pre-sales over an event log; a new log is created.
 *
 *     const presales = await open({ eventLog: 'sqlite:./presales.db' });
 *
 * @throws ConnectionError when a connection string names nothing we know, or a package is missing
 * @throws EventLogError, ReadModelError when a store cannot be opened, and says why
 * @throws RangeError when two processes bear one name
 */
export const open = async ({
  eventLog,
  readModels = readModelsBeside(eventLog),
  actor = 'presales',
  calendar = defaultCalendar,
  now = realWorld.now,
  newId = realWorld.newId,
  project = true,
  processes: given = [],
  processesFrom = 'now',
  readOnly = false,
  durability = 'full',
}: OpenOptions): Promise<Presales> => {
  if (readOnly && given.length > 0)
    throw new EventLogError(
      'event-log/read-only',
      'processes give commands: open the log for writing, or leave them out',
    );
  const log = await openEventLog(eventLog, { now, readOnly, durability });
  const store = await openWith(models, readModels).catch(async (error) => {
    await log.close();
    throw error;
  });
  const { updates, caughtUp, rebuild, stop } = projections({ log, store, models, live: project });
  const world = { ...realWorld, now, newId };
  const commands = commandSide(log, world, actor);
  const { stop: stopProcesses, ...processes } = await startProcesses({
    log,
    store,
    processes: given,
    performer: performerOf(commands),
    from: processesFrom,
    world,
  }).catch(async (error) => {
    await stop();
    await log.close();
    await store.close();
    throw error;
  });
  return {
    ...commands,
    ...querySide(store, calendar),
    caughtUp,
    updates,
    live: (query) => liveQuery(query, updates),
    rebuild,
    processes,
    log,
    close: async () => {
      await stopProcesses();
      await stop();
      await log.close();
      await store.close();
    },
  };
};

/** The store with every read model's tables in place: a query never meets a missing one. */
const openWith = async (models: readonly ReadModel[], connection: string) => {
  const store = await openReadModels(connection);
  try {
    for (const model of models) await store.attach(model);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};
