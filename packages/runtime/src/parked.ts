import type { ReadModel } from '@presales/kernel';
import type { ParkedStream, ReadModelStore } from '@presales/kernel/store';
import { askRetry, parkedOfProcess } from './parked-process.ts';
import { processOf } from './process-journal.ts';
import type { RunningProcesses } from './processes.ts';
import type { Projections } from './projections.ts';
import type { Retried } from './retry-read-model.ts';

/** A parked stream, and the read model or the process that has parked it. */
export type Parked = ParkedStream & {
  readonly kind: 'read-model' | 'process';
  readonly name: string;
};

/** What is to be tried again: a parked stream, or everything that is parked in one place. */
export interface RetryRequest {
  /** The read model or the process: `funnel`, `paid-shop-order-wins-opportunity`. */
  readonly name: string;
  /** The stream; by default all that are parked there. */
  readonly stream?: string;
}

/** Everything that is parked: in these read models, and in all processes that ever ran here. */
export const allParked = async (
  store: ReadModelStore,
  models: readonly ReadModel[],
): Promise<readonly Parked[]> => {
  const all = await store.parked();
  const readModels = new Set(models.map(({ name }) => name));
  const ofModels = all.flatMap(({ model: name, ...one }): Parked[] =>
    readModels.has(name) ? [{ kind: 'read-model', name, ...one }] : [],
  );
  const ofProcesses = await Promise.all(
    processesIn(all).map(async (name) =>
      (await parkedOfProcess(store, name)).map(
        (one): Parked => ({ kind: 'process', name, ...one }),
      ),
    ),
  );
  return [...ofModels, ...ofProcesses.flat()];
};

/** The processes that have something parked. */
const processesIn = (all: readonly { readonly model: string }[]): readonly string[] => [
  ...new Set(all.flatMap(({ model }) => processOf(model) ?? [])),
];

/** Who can retry what. */
export interface RetryParts {
  readonly store: ReadModelStore;
  readonly figures: Projections;
  readonly running: RunningProcesses;
}

/**
 * Tries again what is parked in a read model or a process; a process that does not run here is asked.
 *
 * @throws RangeError when there is neither of that name
 */
export const retryParked = async (
  { name, stream }: RetryRequest,
  { store, figures, running }: RetryParts,
): Promise<Retried> => {
  if (figures.names.includes(name)) return figures.retry(name, stream);
  if (running.names.includes(name)) return running.retry(name, stream);
  if (processesIn(await store.parked()).includes(name)) return askRetry(store, name, stream);
  throw new RangeError(
    `no read model and no process ${name}; expected ${[...figures.names, ...running.names].join(', ')}`,
  );
};
