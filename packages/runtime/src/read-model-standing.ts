import type { Position, ReadModel } from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';

/** How far a read model has come. */
export interface ReadModelStanding {
  readonly name: string;
  readonly version: number;
  /** Its rows are those of the log up to here, without what waits in parked streams. */
  readonly position: Position;
}

/** How far read models have come, in their order. */
export const standings = (
  store: ReadModelStore,
  models: readonly ReadModel[],
): Promise<readonly ReadModelStanding[]> =>
  Promise.all(
    models.map(async ({ name, version }) => ({
      name,
      version,
      position: await store.position(name),
    })),
  );
