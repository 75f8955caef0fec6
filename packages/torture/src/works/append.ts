import { join } from 'node:path';
import { missing } from '../checks/acknowledged.ts';
import { disorder, eventsIfAny, eventsIn } from '../checks/events.ts';
import type { WorkOptions } from '../children/work.ts';
import { commandOf } from '../harness/child.ts';
import { lineOf, type Work } from './work.ts';

/** Random business by commands, one after the other, without read models. */
export const append = (seed: number): Work => ({
  name: 'append',
  prepare: async () => undefined,
  command: (place) => {
    const eventLog = `sqlite:${join(place, 'log.db')}`;
    return commandOf('work', { work: 'append', eventLog, seed } satisfies WorkOptions);
  },
  result: async (place) =>
    (await eventsIn(join(place, 'log.db'))).map((event) => lineOf(event, false)),
  unsound: async (place, told) => {
    const events = await eventsIfAny(join(place, 'log.db'));
    const acknowledged = told.flatMap(({ commandId, events, position }) =>
      commandId === undefined || events === undefined
        ? []
        : [{ commandId, events, ...(position === undefined ? {} : { position }) }],
    );
    return [...disorder(events), ...missing(events, acknowledged)];
  },
});
