import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { disorder, eventsIfAny, eventsIn } from '../checks/events.ts';
import { presalesCommand } from '../harness/child.ts';
import { randomOf } from '../harness/random.ts';
import { lineOf, type Work } from './work.ts';

/** Deals that move about: some rows change nothing when they come, some are refused. */
export const mapping = `
name: moves
key: [deal, at]
rows:
  - command: OpenOpportunity
    once: { column: deal }
    fields: { opportunityId: { column: deal }, ownerId: Ana, pipeline.pipelineId: p, pipeline.version: 1, pipeline.steps: [talk, offer, deal], at: { column: at } }
  - command: MoveOpportunity
    when: { column: moves, present: true }
    fields: { opportunityId: { column: deal }, step: { column: step }, at: { column: at } }
`;

/**
 * The rows of so many deals, the same for the same seed. A deal moves to where it is and back again, so that a
 * row which is carried out twice is an event too many. Before them so many others are opened, and nothing more.
 */
export const rowsOf = (seed: number, deals: number, name = 'D', openings = 0): string => {
  const random = randomOf(seed).apart('rows');
  const rows = Array.from({ length: deals }, (_, number) =>
    ['talk', 'offer', 'offer', random.of(['talk', 'deal']), random.of(['nowhere', 'offer'])].map(
      (step, nth) => `${name}-${number},${step},2024-03-0${nth + 1},${nth === 0 ? '' : 'yes'}`,
    ),
  );
  const before = Array.from(
    { length: openings },
    (_, number) => `${name}o-${number},talk,2024-03-01,`,
  );
  return `deal,step,at,moves\n${[...before, ...rows.flat()].join('\n')}\n`;
};

/** The events of deals, stream by stream: rows of different deals may be stored in any order. */
export const dealsIn = async (file: string): Promise<readonly string[]> =>
  (await eventsIn(file))
    .filter(({ stream }) => stream.startsWith('opportunity-'))
    .map((event) => lineOf(event, false))
    .sort();

/** `presales import` of a file, rejected rows and all. */
export const importing = (seed: number): Work => ({
  name: 'import',
  prepare: async (place) => {
    writeFileSync(join(place, 'deals.csv'), rowsOf(seed, 16));
    writeFileSync(join(place, 'mapping.yaml'), mapping);
  },
  command: (place) =>
    presalesCommand(
      ...['import', join(place, 'deals.csv'), '--mapping', join(place, 'mapping.yaml')],
      ...['--log', `sqlite:${join(place, 'log.db')}`, '--json'],
    ),
  result: async (place) => [
    ...(await dealsIn(join(place, 'log.db'))),
    ...rejectedIn(place, 'log.db'),
  ],
  unsound: async (place) => disorder(await eventsIfAny(join(place, 'log.db'))),
});

/** The rejected rows of a log's imports. Their file says which log they were meant for: another in every place. */
export const rejectedIn = (place: string, log: string): readonly string[] =>
  readdirSync(place)
    .filter((name) => name.startsWith(log) && name.endsWith('.rejects.csv'))
    .flatMap((name) => readFileSync(join(place, name), 'utf8').split('\n'))
    .map((line) => line.replace(/in log \S+/, 'in its log'))
    .sort();
