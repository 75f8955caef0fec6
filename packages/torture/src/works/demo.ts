import { join } from 'node:path';
import { disorder, eventsIfAny, eventsIn } from '../checks/events.ts';
import type { WorkOptions } from '../children/work.ts';
import { commandOf } from '../harness/child.ts';
import { lineOf, type Work } from './work.ts';

/** A very short year of the demo, with its processes and read models: the same bytes every time. */
export const demo = (seed: number): Work => ({
  name: 'demo',
  prepare: async () => undefined,
  command: (place) => {
    const eventLog = `sqlite:${join(place, 'demo.db')}`;
    return commandOf('work', { work: 'demo', eventLog, seed } satisfies WorkOptions);
  },
  result: async (place) =>
    (await eventsIn(join(place, 'demo.db'))).map((event) => lineOf(event, true)),
  unsound: async (place) => disorder(await eventsIfAny(join(place, 'demo.db'))),
});
