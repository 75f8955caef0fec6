import { join } from 'node:path';
import { disorder, eventsIn } from '../checks/events.ts';
import { tablesIn } from '../checks/tables.ts';
import type { WorkOptions } from '../children/work.ts';
import { commandOf } from '../harness/child.ts';
import { writeBusiness } from './business-log.ts';
import type { Work } from './work.ts';

/** Three read models from the first event again. */
export const rebuild = (seed: number): Work => ({
  name: 'rebuild',
  prepare: (place) => writeBusiness(join(place, 'log.db'), seed, 6),
  command: (place) => {
    const eventLog = `sqlite:${join(place, 'log.db')}`;
    return commandOf('work', { work: 'rebuild', eventLog, seed } satisfies WorkOptions);
  },
  result: async (place) =>
    [...tablesIn(join(place, 'log.read-models.db'))].map((each) => each.join(' ')),
  unsound: async (place) => disorder(await eventsIn(join(place, 'log.db'))),
});
