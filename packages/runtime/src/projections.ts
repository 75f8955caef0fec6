import type { EventLog, Position, ReadModel, ReadModelStore } from '@presales/kernel';
import { filter, firstValueFrom, map, merge, type Observable } from 'rxjs';
import { type Projector, type ProjectorUpdate, projector } from './projector.ts';

/** The projectors of all read models together. */
export interface Projections {
  /** What happens in each, beginning with the last thing that did. */
  readonly updates: Observable<ProjectorUpdate>;
  /** Resolves when every read model stands at where the log ends now; rejects when one has failed. */
  readonly caughtUp: () => Promise<Position>;
  /** Projects one read model, by its name, again from the first event. */
  readonly rebuild: (model: string) => Promise<Position>;
  readonly stop: () => Promise<void>;
}

/** What the projections work with. */
export interface ProjectionsOptions {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly models: readonly ReadModel[];
  /** Follow the log all the time, or only when asked to catch up. */
  readonly live: boolean;
}

/** Runs a projector a read model; one that fails leaves the others running. */
export const projections = ({ log, store, models, live }: ProjectionsOptions): Projections => {
  const projectors = models.map((model) => projector({ log, store, model }));
  const stopping = new AbortController();
  // A failure is told through `updates`, and to whoever waits for `caughtUp`.
  const running = live
    ? projectors.map((one) => one.run(stopping.signal).catch(() => undefined))
    : [];

  const reached = (one: Projector, head: Position): Promise<Position> =>
    firstValueFrom(
      one.updates.pipe(
        map((update) => {
          if (update.state === 'failed') throw update.error;
          return update.position;
        }),
        filter((position) => position >= head),
      ),
    );

  return {
    updates: merge(...projectors.map((one) => one.updates)),
    caughtUp: async () => {
      const head = await log.head();
      await Promise.all(projectors.map((one) => (live ? reached(one, head) : one.catchUp())));
      return head;
    },
    rebuild: async (name) => {
      const one = projectors.find(({ model }) => model.name === name);
      if (one === undefined)
        throw new RangeError(
          `no read model ${name}; expected ${models.map((model) => model.name).join(', ')}`,
        );
      return one.rebuild();
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running);
    },
  };
};
