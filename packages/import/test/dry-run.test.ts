import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { EventLogError } from '@presales/kernel';
import fc from 'fast-check';
import { type ImportResult, prepareImport, presalesTarget, rehearsalTarget } from '../src/index.ts';
import { atDesk, type Desk, openDesk, rejectsIn } from './desk.ts';

/** Deals that open, move, close and reopen, some of them against the rules. */
const mapping = `
name: moves
key: n
rows:
  - command: OpenOpportunity
    once: { column: deal }
    fields: { opportunityId: { column: deal }, ownerId: Ana, pipeline.pipelineId: p, pipeline.version: 1, pipeline.steps: [talk, offer, deal], at: { column: at } }
  - command: MoveOpportunity
    when: { column: step, present: true }
    fields: { opportunityId: { column: deal }, step: { column: step }, at: { column: at } }
  - command: LoseOpportunity
    when: { column: lost, present: true }
    fields: { opportunityId: { column: deal }, reason: price, at: { column: at } }
`;

const rehearse = async (desk: Desk, input: string, yaml = mapping): Promise<ImportResult> => {
  const prepared = await prepareImport({ input, mapping: desk.put('mapping.yaml', yaml) });
  return prepared.dryRun(await rehearsalTarget(desk.presales), {
    beside: desk.path('log'),
    rejects: desk.path(`${basename(input)}.rejects.csv`),
  });
};

const file = (rows: readonly string[]): string => `deal,step,at,lost,n\n${rows.join('\n')}\n`;

const row = fc
  .tuple(
    fc.constantFrom('D-1', 'D-2', 'D-3', ''),
    fc.constantFrom('talk', 'offer', 'deal', 'nowhere', ''),
    fc.constantFrom('2024-01-02', '2024-01-03', '2024-02-30', '2024-03-01'),
    fc.constantFrom('', '', 'yes'),
    fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', ''),
  )
  .map((cells) => cells.join(','));
const rows = fc.array(row, { maxLength: 12 });

/** Mappings that sort rows or not, take them whole or not, and give their commands on other grounds. */
const unsorted = fc
  .record({
    whole: fc.boolean(),
    key: fc.constantFrom('n', '[deal, n]'),
    opens: fc.constantFrom('once: { column: deal }', 'when: { column: step, equals: talk }'),
    moves: fc.constantFrom(
      '{ column: step, present: true }',
      '{ column: step, oneOf: [offer, deal] }',
      '{ not: { column: lost, present: true } }',
    ),
  })
  .map(({ whole, key, opens, moves }) =>
    mapping
      .replace('key: n', `key: ${key}\nwhole: ${whole}`)
      .replace('once: { column: deal }', opens)
      .replace('{ column: step, present: true }', moves),
  );
const mappings = fc
  .tuple(
    unsorted,
    fc.constantFrom(
      '',
      'sort: [{ by: { column: at, type: date } }]\n',
      'sort: [{ by: { column: step }, order: [talk, offer, deal] }, { by: { column: n }, descending: true }]\n',
    ),
  )
  .map(([yaml, sort]) => yaml.replace('rows:', `${sort}rows:`));

describe('a dry run', () => {
  it(
    'says what would be refused, by whom and why, and leaves log and folder as they are',
    atDesk(async (desk) => {
      const input = desk.put(
        'in.csv',
        file(['D-1,offer,2024-01-02,,1', 'D-1,nowhere,2024-01-03,,2']),
      );
      const result = await rehearse(desk, input);
      expect(result).toMatchObject({ rows: 2, events: 2, rejected: 1 });
      expect(rejectsIn(result)[0]).toMatchObject({ line: 3, code: 'opportunity/unknown-step' });
      expect(await desk.events()).toEqual([]);
      expect(existsSync(desk.path('in.csv.rejects.csv'))).toBe(false);
      expect(readdirSync(desk.folder).sort()).toEqual(['in.csv', 'mapping.yaml']);
    }),
  );

  it(
    'goes on top of what the log holds',
    atDesk(async (desk) => {
      const before = desk.put('before.csv', file(['D-1,offer,2024-01-02,yes,1']));
      await desk.import(before, desk.put('mapping.yaml', mapping));
      const result = await rehearse(desk, desk.put('in.csv', file(['D-1,deal,2024-01-05,,7'])));
      expect(result).toMatchObject({ events: 0, rejected: 1 });
      expect(rejectsIn(result)[0]?.code).toBe('opportunity/closed');
    }),
  );

  it('counts for any rows and mapping, on any log, exactly what the import then counts', () =>
    fc.assert(
      fc.asyncProperty(mappings, rows, rows, async (yaml, before, now) => {
        const desk = await openDesk();
        try {
          const path = desk.put('mapping.yaml', yaml);
          await desk.import(desk.put('in.csv', file(before)), path);
          const input = desk.put('in.csv', file([...before.slice(0, 4), ...now]));
          const { rejects: _, ...predicted } = await rehearse(desk, input, yaml);
          const stood = (await desk.events()).length;
          const { rejects: __, ...came } = await desk.import(input, path);
          expect(predicted).toEqual(came);
          expect((await desk.events()).length - stood).toBe(came.events);
        } finally {
          await desk.close();
        }
      }),
      { numRuns: 12 },
    ));
});

describe('the same file comes to the same events', () => {
  const told = async (desk: Desk) =>
    (await desk.events())
      .map(({ stream, revision, id, type, data }) =>
        JSON.stringify([stream, String(revision), id, type, data]),
      )
      .sort();
  const distinct = (all: readonly string[]) => [
    ...new Map(all.map((each) => [each.split(',').at(-1), each])).values(),
  ];
  /** What the file comes to at once, and what it comes to in another way. */
  const same = async (
    all: readonly string[],
    yaml: string,
    otherwise: (desk: Desk, mapping: string) => Promise<void>,
  ): Promise<void> => {
    const [whole, other] = [await openDesk(), await openDesk()];
    try {
      await whole.import(whole.put('in.csv', file(all)), whole.put('m.yaml', yaml));
      await otherwise(other, other.put('m.yaml', yaml));
      expect(await told(other)).toEqual(await told(whole));
    } finally {
      await whole.close();
      await other.close();
    }
  };

  it('at once, in two parts, and twice', () =>
    fc.assert(
      fc.asyncProperty(rows, unsorted, fc.nat({ max: 12 }), async (all, yaml, part) => {
        const every = distinct(all);
        await same(every, yaml, async (desk, path) => {
          for (const some of [every.slice(0, part), every, every])
            await desk.import(desk.put('in.csv', file(some)), path);
        });
      }),
      { numRuns: 12 },
    ));

  it('interrupted at any command, however many rows are under way, and run again', () =>
    fc.assert(
      fc.asyncProperty(
        rows,
        mappings,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 9 }),
        async (all, yaml, last, rowsInFlight) => {
          const every = distinct(all);
          await same(every, yaml, async (desk, path) => {
            const input = desk.put('in.csv', file(every));
            const target = presalesTarget(desk.presales);
            let given = 0;
            const handle: typeof target.handle = (command, context) => {
              given += 1;
              if (given > last) throw new EventLogError('event-log/full', 'the disk is full');
              return target.handle(command, context);
            };
            await desk
              .import(input, path, { target: { ...target, handle }, rowsInFlight })
              .catch((error) => expect(error).toMatchObject({ code: 'event-log/full' }));
            await desk.import(input, path, { rowsInFlight });
          });
        },
      ),
      { numRuns: 12 },
    ));
});
