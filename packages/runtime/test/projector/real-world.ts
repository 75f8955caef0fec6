import { realWorld } from '../../src/clock.ts';
import * as runtime from '../../src/projector.ts';

/** A projector in the real world, where a test brings none of its own. */
export const projector = (
  options: Omit<runtime.ProjectorOptions, 'world'> & {
    readonly world?: Partial<runtime.ProjectorOptions['world']>;
  },
): runtime.Projector =>
  runtime.projector({ ...options, world: { ...realWorld, ...options.world } });
