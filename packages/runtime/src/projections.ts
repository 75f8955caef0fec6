import { type EventLog, type Position, PresalesError, type ReadModel } from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';
import {
  EmptyError,
  filter,
  firstValueFrom,
  map,
  merge,
  type Observable,
  ReplaySubject,
  takeUntil,
} from 'rxjs';
import type { World } from './clock.ts';
import { type Projector, type ProjectorUpdate, projector } from './projector.ts';
import type { Retried } from './retry-read-model.ts';

/** Pre-sales was closed, so that what somebody waited for cannot come any more. */
export class RuntimeClosed extends PresalesError {
  constructor(message: string, options?: ErrorOptions) {
    super('runtime/closed', message, options);
  }
}

/** The projectors of all read models together. */
export interface Projections {
  /** What happens in each, beginning with the latest update of each there was; ends with `stop`. */
  readonly updates: Observable<ProjectorUpdate>;
  /**
   * Resolves when the read models of these names (all of them, when none is named) have come to
   * where the log ends now; rejects when one of them has failed. Parked streams wait all the same.
   *
   * @throws RangeError for a name that no read model has
   * @throws RuntimeClosed when `stop` comes first
   */
  readonly caughtUp: (...names: readonly string[]) => Promise<Position>;
  /** Projects one read model, by its name, again from the first event. */
  readonly rebuild: (model: string) => Promise<Position>;
  /** The names of the read models. */
  readonly names: readonly string[];
  /**
   * Tries parked streams of a read model again: one, or all.
   *
   * @throws RangeError for a name that no read model has
   * @throws NotParked when that stream is not parked
   */
  readonly retry: (model: string, stream?: string) => Promise<Retried>;
  /**
   * Stops the projectors between two commits, and ends `updates` and all waiting. It waits no longer
   * than until `enough`, and tells which read models were still being written then.
   */
  readonly stop: (enough?: Promise<void>) => Promise<readonly string[]>;
}

/** What the projections work with. */
export interface ProjectionsOptions {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly models: readonly ReadModel[];
  /** Follow the log all the time, or only when asked to catch up. */
  readonly live: boolean;
  readonly world: Pick<World, 'now' | 'wait' | 'random'>;
}

/** Runs a projector for each read model; one that fails leaves the others running. */
export const projections = ({
  log,
  store,
  models,
  live,
  world,
}: ProjectionsOptions): Projections => {
  const projectors = models.map((model) => projector({ log, store, model, world }));
  const stopping = new AbortController();
  // Replayed, so that whoever subscribes after the end is told of it too, and of nothing else.
  const stopped = new ReplaySubject<void>(1);
  // A failure is told through `updates`, and to whoever waits for `caughtUp`.
  const unfinished = new Set(live ? models.map(({ name }) => name) : []);
  const running = live
    ? projectors.map((one) =>
        one
          .run(stopping.signal)
          .catch(() => undefined)
          .then(() => unfinished.delete(one.model.name)),
      )
    : [];

  const reached = (one: Projector, head: Position): Promise<Position> =>
    firstValueFrom(
      one.updates.pipe(
        map((update) => {
          if (update.state === 'failed') throw update.error;
          return update.position;
        }),
        filter((position) => position >= head),
        takeUntil(stopped),
      ),
    ).catch((error: unknown) => {
      if (!(error instanceof EmptyError)) throw error;
      throw new RuntimeClosed(
        `${store.name}: closed before read model ${one.model.name} had caught up`,
        { cause: error },
      );
    });

  const named = (name: string): Projector => {
    const one = projectors.find(({ model }) => model.name === name);
    if (one === undefined)
      throw new RangeError(
        `no read model ${name}; expected ${models.map((model) => model.name).join(', ')}`,
      );
    return one;
  };

  return {
    updates: merge(...projectors.map((one) => one.updates)).pipe(takeUntil(stopped)),
    caughtUp: async (...names) => {
      const wanted = names.length === 0 ? projectors : names.map(named);
      const head = await log.head();
      await Promise.all(wanted.map((one) => (live ? reached(one, head) : one.catchUp())));
      return head;
    },
    rebuild: async (name) => named(name).rebuild(),
    names: models.map(({ name }) => name),
    retry: async (name, stream) => named(name).retry(stream),
    stop: async (enough) => {
      stopping.abort();
      const ended = Promise.all(running);
      await (enough === undefined ? ended : Promise.race([ended, enough]));
      stopped.next();
      return [...unfinished];
    },
  };
};
