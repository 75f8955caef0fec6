import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import fc from 'fast-check';
import { type ImportResult, prepareImport, rehearsalTarget } from '../src/index.ts';
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

const rehearse = async (desk: Desk, input: string): Promise<ImportResult> => {
  const prepared = await prepareImport({ input, mapping: desk.put('mapping.yaml', mapping) });
  return prepared.dryRun(await rehearsalTarget(desk.presales), {
    beside: desk.path('log'),
    rejects: desk.path(`${basename(input)}.rejects.csv`),
  });
};

const file = (rows: readonly string[]): string => `deal,step,at,lost,n\n${rows.join('\n')}\n`;

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

  it('counts for any rows, on any log, exactly what the import then counts', () =>
    fc.assert(
      fc.asyncProperty(rows, rows, async (before, now) => {
        const desk = await openDesk();
        try {
          const yaml = desk.put('mapping.yaml', mapping);
          await desk.import(desk.put('in.csv', file(before)), yaml);
          const input = desk.put('in.csv', file([...before.slice(0, 4), ...now]));
          const { rejects: _, ...predicted } = await rehearse(desk, input);
          const stood = (await desk.events()).length;
          const { rejects: __, ...came } = await desk.import(input, yaml);
          expect(predicted).toEqual(came);
          expect((await desk.events()).length - stood).toBe(came.events);
        } finally {
          await desk.close();
        }
      }),
      { numRuns: 25 },
    ));

  it('the same file comes to the same events at once, in two parts, and twice', () =>
    fc.assert(
      fc.asyncProperty(
        rows,
        fc.nat({ max: 12 }),
        fc.nat({ max: 9 }),
        async (all, part, inFlight) => {
          const [whole, parts] = [await openDesk(), await openDesk()];
          try {
            const distinct = [
              ...new Map(all.map((each) => [each.split(',').at(-1), each])).values(),
            ];
            await whole.import(whole.put('in.csv', file(distinct)), whole.put('m.yaml', mapping), {
              rowsInFlight: 1 + inFlight,
            });
            const yaml = parts.put('m.yaml', mapping);
            for (const some of [distinct.slice(0, part), distinct, distinct])
              await parts.import(parts.put('in.csv', file(some)), yaml);
            const told = async (desk: Desk) =>
              (await desk.events())
                .map(({ stream, revision, id, type, data }) =>
                  JSON.stringify([stream, String(revision), id, type, data]),
                )
                .sort();
            expect(await told(parts)).toEqual(await told(whole));
          } finally {
            await whole.close();
            await parts.close();
          }
        },
      ),
      { numRuns: 25 },
    ));
});
