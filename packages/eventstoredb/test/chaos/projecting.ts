import { setTimeout as sleep } from 'node:timers/promises';
import { type EventLog, type Position, PresalesError } from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';
import { readModels } from '@presales/projections';
import { type ProjectorUpdate, projector, realWorld } from '@presales/runtime';
import { sqliteReadModelStore } from '@presales/sqlite';
import { readModelHash } from '@presales/testing';
import type { UnderWay } from './under-way.ts';

/** Keeps all read models of a store in step until it is stopped, as a service would. */
export interface Projecting {
  /** Resolves with the models that are not there after so many milliseconds. */
  readonly reached: (head: Position, milliseconds: number) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

/**
 * Every model has a projector on each of the logs, and all work on one store: who is slower is
 * fenced. One that fails because the server is away is begun again, as whoever runs it would.
 */
export const project = (
  logs: readonly EventLog[],
  store: ReadModelStore,
  wrong: (what: string) => void,
  { during }: UnderWay,
): Projecting => {
  const stops = new Set<AbortController>();
  const keepRunning = async (log: EventLog, model: (typeof readModels)[number]): Promise<void> => {
    const stopping = new AbortController();
    const { signal } = stopping;
    stops.add(stopping);
    while (!signal.aborted)
      try {
        const running = projector({ log, store, model, pageLimit: 20, world: realWorld });
        let last: ProjectorUpdate | undefined;
        running.updates.subscribe((update) => {
          last = update;
        });
        await during(
          () => `projector of ${model.name}, ${last?.state} at ${last?.position}`,
          () => running.run(signal),
        );
      } catch (error) {
        if (!(error instanceof PresalesError && error.code === 'event-log/unavailable'))
          return wrong(`projector of ${model.name}: ${error}`);
        await sleep(5);
      }
  };
  const running = logs.flatMap((log) => readModels.map((model) => keepRunning(log, model)));
  const behind = async (head: Position): Promise<readonly string[]> => {
    const late: string[] = [];
    for (const { name } of readModels) if ((await store.position(name)) < head) late.push(name);
    return late;
  };
  return {
    reached: async (head, milliseconds) => {
      const end = Date.now() + milliseconds;
      let late = await behind(head);
      while (late.length > 0 && Date.now() < end) {
        await sleep(5);
        late = await behind(head);
      }
      return late;
    },
    stop: async () => {
      for (const each of stops) each.abort();
      await Promise.all(running);
    },
  };
};

/** The hashes of all read models of a store, by the ids of events instead of their places. */
export const hashesOf = async (
  store: ReadModelStore,
  placeOf: (position: Position) => string,
): Promise<readonly string[]> => {
  const hashes: string[] = [];
  for (const model of readModels)
    hashes.push(`${model.name} ${await readModelHash(store, model, { placeOf })}`);
  return hashes;
};

/** The hashes of all read models, projected from a log in one go. */
export const projectedHashes = async (
  log: EventLog,
  placeOf: (position: Position) => string,
): Promise<readonly string[]> => {
  const store = await sqliteReadModelStore({ file: ':memory:' });
  try {
    for (const model of readModels)
      await projector({ log, store, model, world: realWorld }).catchUp();
    return await hashesOf(store, placeOf);
  } finally {
    await store.close();
  }
};
