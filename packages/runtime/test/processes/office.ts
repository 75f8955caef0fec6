import {
  type EventLog,
  memoryEventLog,
  type ReadModelStore,
  type StoredEvent,
} from '@presales/kernel';
import type { Process } from '@presales/processes';
import { sqliteReadModelStore } from '@presales/sqlite';
import { type CommandSide, commandSide } from '../../src/command-side.ts';
import { performerOf } from '../../src/performer.ts';
import type { Performer, ProcessStart } from '../../src/process-session.ts';
import { type RunningProcesses, startProcesses } from '../../src/processes.ts';
import { type FakeWorld, fakeWorld } from './fake-world.ts';

export const monday = '2026-03-02T09:00:00.000Z';

/** A log, a place for read models, a clock: what outlives the processes that run on them. */
export interface Office {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly world: FakeWorld;
  /** What people ask. */
  readonly ask: CommandSide;
}

/** What a test may put in the place of what the office has. */
export interface StartOptions {
  readonly from?: ProcessStart;
  readonly log?: EventLog;
  readonly store?: ReadModelStore;
  readonly performer?: (performer: Performer) => Performer;
}

export const office = async (
  parts: Partial<Pick<Office, 'log' | 'store'>> = {},
): Promise<Office> => {
  const world = fakeWorld(monday);
  const log = parts.log ?? memoryEventLog({ now: world.now });
  const store = parts.store ?? (await sqliteReadModelStore({ file: ':memory:' }));
  return { log, store, world, ask: commandSide(log, world, 'anna') };
};

/** Starts processes in an office. */
export const start = (
  { log, store, world }: Office,
  processes: readonly Process[],
  options: StartOptions = {},
): Promise<RunningProcesses> => {
  const used = options.log ?? log;
  const performer = performerOf(commandSide(used, world, 'nobody'));
  return startProcesses({
    log: used,
    store: options.store ?? store,
    processes,
    performer: options.performer?.(performer) ?? performer,
    from: options.from ?? 'now',
    world,
  });
};

/** All events of a log. */
export const eventsOf = async (log: EventLog): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const page of log.readAll()) events.push(...page.events);
  return events;
};

/** The types of the events that processes caused. */
export const followed = async (log: EventLog): Promise<readonly string[]> =>
  (await eventsOf(log))
    .filter(({ metadata }) => metadata.actor.startsWith('process:'))
    .map(({ type }) => type);
