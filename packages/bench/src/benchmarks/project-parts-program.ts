import type { EventLog, ReadModel } from '@presales/kernel';
import type { AttachedReadModel, ReadModelStore } from '@presales/kernel/store';
import { readModels } from '@presales/projections';
import { projector, realWorld } from '@presales/runtime';
import { sqliteEventLog, sqliteReadModelStore } from '@presales/sqlite';
import { inDirectory } from '../harness/place.ts';
import { type Stopwatch, stopwatch } from '../harness/stopwatch.ts';
import type { ProjectOptions } from './project-program.ts';

/** Where the time of projecting went. */
export interface ProjectPartsResult {
  readonly models: readonly ModelParts[];
}

/** One read model: seconds in each part. */
export interface ModelParts {
  readonly model: string;
  /** Events of the types that it handles. */
  readonly handled: number;
  /** Events of the log per second, this read model alone. */
  readonly rate: number;
  readonly parts: { readonly [Part in PartName]: number };
}

/** Of the time of a projector: what is asked of the log, of the decoder, of the store; the rest. */
export type PartName = 'read' | 'decode' | 'load' | 'write' | 'fold';

/**
 * The projectors one after the other, each with a stopwatch around the ports it is given: what is
 * in none of them is the projector's own, the handlers' above all.
 */
export const measureProjectParts = ({ file }: ProjectOptions): Promise<ProjectPartsResult> =>
  inDirectory(async (directory) => {
    const now = (): string => new Date().toISOString();
    const log = await sqliteEventLog({ file, now, readOnly: true });
    const store = await sqliteReadModelStore({ file: `${directory}/read-models.db` });
    const models: ModelParts[] = [];
    for (const model of readModels) models.push(await partsOf(log, store, model));
    await log.close();
    await store.close();
    return { models };
  });

const partsOf = async (
  log: EventLog,
  store: ReadModelStore,
  model: ReadModel,
): Promise<ModelParts> => {
  const [read, decode, load, write] = [stopwatch(), stopwatch(), stopwatch(), stopwatch()];
  let handled = 0;
  const begun = performance.now();
  const position = await projector({
    log: timedLog(log, read),
    store: timedStore(store, load, write),
    world: realWorld,
    model: {
      ...model,
      decode: (stored) => {
        handled += 1;
        return decode.during(() => model.decode(stored));
      },
    },
  }).catchUp();
  const total = (performance.now() - begun) / 1_000;
  const known = [read, decode, load, write].reduce((sum, watch) => sum + watch.seconds(), 0);
  return {
    model: model.name,
    handled,
    rate: (Number(position) + 1) / total,
    parts: {
      read: read.seconds(),
      decode: decode.seconds(),
      load: load.seconds(),
      write: write.seconds(),
      fold: total - known,
    },
  };
};

const timedLog = (log: EventLog, watch: Stopwatch): EventLog => ({
  ...log,
  readAll: (options) => watch.each(log.readAll(options)),
});

const timedStore = (store: ReadModelStore, load: Stopwatch, write: Stopwatch): ReadModelStore => ({
  ...store,
  attach: async (model) => {
    const attached = await store.attach(model);
    const timed: AttachedReadModel = {
      ...attached,
      load: (table, keys) => load.through(() => attached.load(table, keys)),
      commit: (...commit) => write.through(() => attached.commit(...commit)),
    };
    return timed;
  },
});
