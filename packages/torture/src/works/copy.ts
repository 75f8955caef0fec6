import { join } from 'node:path';
import { opening } from '../business/deal.ts';
import { disorder, eventsIfAny, eventsIn } from '../checks/events.ts';
import { presalesCommand } from '../harness/child.ts';
import { writeBusiness } from './business-log.ts';
import { lineOf, type Work } from './work.ts';

/** `presales copy` of a log with some business into a new one. */
export const copy = (seed: number): Work => ({
  name: 'copy',
  prepare: (place) => writeBusiness(join(place, 'source.db'), seed, 6),
  command: (place) =>
    presalesCommand(
      ...['copy', '--json', '--from', `sqlite:${join(place, 'source.db')}`],
      ...['--to', `sqlite:${join(place, 'target.db')}`],
    ),
  result: async (place) =>
    (await eventsIn(join(place, 'target.db'))).map((event) => lineOf(event, true)),
  unsound: async (place) => {
    const source = (await eventsIn(join(place, 'source.db'))).map((event) => lineOf(event, true));
    const events = await eventsIfAny(join(place, 'target.db'));
    const target = events.map((event) => lineOf(event, true));
    const strange = target.findIndex((line, nth) => line !== source[nth]);
    return [
      ...disorder(events),
      ...(strange === -1 ? [] : [`the copy differs from its source at position ${strange}`]),
      ...(source.length > opening().length ? [] : ['the source lost events']),
    ];
  },
});
