import { readdirSync, rmSync, truncateSync } from 'node:fs';
import fc from 'fast-check';
import { prepareImport, presalesTarget } from '../src/index.ts';
import { atDesk, type Desk, eventsOf } from './desk.ts';

const header = 'deal,step,at,lost\n';
const mapping = `
name: moves
rows:
  - command: OpenOpportunity
    once: { column: deal }
    fields: { opportunityId: { column: deal }, ownerId: Ana, pipeline.pipelineId: p, pipeline.version: 1, pipeline.steps: [talk, offer, deal], at: { column: at } }
  - command: ReopenOpportunity
    when: { column: lost, equals: back }
    fields: { opportunityId: { column: deal }, reason: they came back, at: { column: at } }
  - command: MoveOpportunity
    when: { column: step, present: true }
    fields: { opportunityId: { column: deal }, step: { column: step }, at: { column: at } }
  - command: LoseOpportunity
    when: { column: lost, equals: yes }
    fields: { opportunityId: { column: deal }, reason: price, at: { column: at } }
`;

const importing = (desk: Desk, rows: string) =>
  desk.import(desk.put('moves.csv', header + rows), desk.put('mapping.yaml', mapping));

/** The files beside the log that remember something, by the end of their names. */
const beside = (desk: Desk, end: string) =>
  readdirSync(desk.folder).filter((name) => name.endsWith(end));

const lose = (desk: Desk, ...ends: readonly string[]) => {
  for (const end of ends) for (const name of beside(desk, end)) rmSync(desk.path(name));
};

/** A deal that stood at the step already, and was moved back later. */
const movedBack = [
  'D-1,offer,2024-01-01,',
  'D-1,offer,2024-01-02,',
  'D-1,talk,2024-01-03,',
  '',
].join('\n');

/** A move of a lost deal is refused; a later row, dated before it, brings the deal back. */
const cameBack = [
  'D-1,offer,2024-01-01,yes',
  'D-1,deal,2024-01-05,',
  'D-1,talk,2024-01-03,back',
  '',
].join('\n');

describe('an import run again without the files beside the log', () => {
  it.each([
    ['a command that was already so', movedBack, 0],
    ['a row that was refused', cameBack, 1],
  ])('adds nothing, though %s would change something now', (_, rows, rejected) =>
    atDesk(async (desk) => {
      expect(await importing(desk, rows)).toMatchObject({ rejected });
      const before = await eventsOf(desk.presales);
      lose(desk, '.settled', '.imported', '.rejects.csv');
      expect(await importing(desk, rows)).toMatchObject({ events: 0, rejected });
      expect(await eventsOf(desk.presales)).toEqual(before);
    })(),
  );

  it(
    'says of a refused row that it was refused before, and writes it down again',
    atDesk(async (desk) => {
      await importing(desk, cameBack);
      const lost = desk.read('moves.csv.rejects.csv');
      lose(desk, '.imported', '.rejects.csv');
      const { rejections } = await importing(desk, cameBack);
      expect(rejections.map(({ code }) => code)).toEqual(['import/refused-before']);
      const hashOf = (text: string) => text.trimEnd().split(',').at(-1);
      expect(hashOf(desk.read('moves.csv.rejects.csv'))).toBe(hashOf(lost));
      expect(await importing(desk, cameBack)).toMatchObject({ skipped: 1, rejected: 0 });
    }),
  );

  it(
    'tries a refused row again when its line was taken out of the rejects, and knows it from then on',
    atDesk(async (desk) => {
      await importing(desk, cameBack);
      const [head] = desk.read('moves.csv.rejects.csv').split('\n');
      desk.put('moves.csv.rejects.csv', `${head}\n`);
      expect(await importing(desk, cameBack)).toMatchObject({ events: 1, rejected: 0 });
      lose(desk, '.imported', '.rejects.csv');
      expect(await importing(desk, cameBack)).toMatchObject({ events: 0, rejected: 0 });
    }),
  );

  it(
    'does not try a refused row again where the rejects were cut off by a crash',
    atDesk(async (desk) => {
      await importing(desk, cameBack);
      const text = desk.read('moves.csv.rejects.csv');
      truncateSync(desk.path('moves.csv.rejects.csv'), text.length - 5);
      expect(await importing(desk, cameBack)).toMatchObject({ events: 0, rejected: 1 });
    }),
  );

  it(
    'tries a refused row again that is imported as a rejected one',
    atDesk(async (desk) => {
      await importing(desk, cameBack);
      const rejects = desk.path('moves.csv.rejects.csv');
      expect(await desk.import(rejects, desk.path('mapping.yaml'), { rejects })).toMatchObject({
        events: 1,
        rejected: 0,
      });
      lose(desk, '.imported', '.rejects.csv');
      expect(await importing(desk, cameBack)).toMatchObject({ events: 0, rejected: 0 });
    }),
  );

  it(
    'leaves a row alone in whose place a corrected one was imported',
    atDesk(async (desk) => {
      await importing(desk, cameBack);
      const rejects = desk.path('moves.csv.rejects.csv');
      desk.put('moves.csv.rejects.csv', desk.read('moves.csv.rejects.csv').replace('D-1,', 'D-2,'));
      await desk.import(rejects, desk.path('mapping.yaml'), { rejects });
      lose(desk, '.imported', '.rejects.csv');
      const before = await desk.events();
      expect(await importing(desk, cameBack)).toMatchObject({ events: 0, rejected: 0, known: 1 });
      expect(await desk.events()).toEqual(before);
    }),
  );

  it('adds nothing whatever the rows were, and which files are lost', async () => {
    const row = fc
      .tuple(
        fc.constantFrom('D-1', 'D-1', 'D-2'),
        fc.constantFrom('talk', 'offer', 'deal', '', 'nowhere'),
        fc.constantFrom('', '', 'yes', 'back'),
      )
      .map(([deal, step, lost]) => ({ deal, step, lost }));
    const lost = fc.subarray(['.imported', '.rejects.csv'], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 3, maxLength: 12 }), lost, (rows, ends) =>
        atDesk(async (desk) => {
          const text = rows
            .map(({ deal, step, lost }, n) => `${deal},${step},2024-01-${10 + n},${lost}\n`)
            .join('');
          const { rejected } = await importing(desk, text);
          const before = await eventsOf(desk.presales);
          lose(desk, ...ends);
          const again = await importing(desk, text);
          expect(again.events).toBe(0);
          expect(again.rejected + again.skipped).toBe(rejected);
          expect(await eventsOf(desk.presales)).toEqual(before);
        })(),
      ),
      { numRuns: 25 },
    );
  });
});

it(
  'an import notes in the log what changed nothing before a later row of its deal is stored',
  atDesk(async (desk) => {
    const { record, ...target } = presalesTarget(desk.presales);
    const full = new Error('no room for notes');
    const prepared = await prepareImport({
      input: desk.put('moves.csv', header + movedBack),
      mapping: desk.put('mapping.yaml', mapping),
    });
    const note = async () => {
      throw full;
    };
    const run = prepared.run(
      { ...target, ...(record && { record: { ...record, note } }) },
      { beside: desk.path('log') },
    );
    await expect(run).rejects.toBe(full);
    // The move back is not there, because nobody could tell any more what was so before it.
    expect((await desk.events()).map(({ type }) => type)).toEqual([
      'OpportunityOpened',
      'OpportunityStepEntered',
    ]);
    await importing(desk, movedBack);
    expect(await desk.events()).toHaveLength(3);
  }),
);

describe('two imports of the same rows that do not see each other, on two machines', () => {
  /** Imports rows, and the same rows elsewhere as soon as a command of an hour is to be given. */
  const overtaken = async (desk: Desk, rows: string, hour: string) => {
    const target = presalesTarget(desk.presales);
    let begun = false;
    const handle: typeof target.handle = async (command, context) => {
      if (!begun && 'at' in command.data && command.data.at === hour) {
        begun = true;
        await desk.import(desk.path('moves.csv'), desk.path('mapping.yaml'), {
          beside: desk.path('elsewhere'),
          rejects: desk.path('elsewhere.csv'),
        });
      }
      return target.handle(command, context);
    };
    desk.put('moves.csv', header + rows);
    desk.put('mapping.yaml', mapping);
    return desk.import(desk.path('moves.csv'), desk.path('mapping.yaml'), {
      target: { ...target, handle },
    });
  };
  const once = async (rows: string): Promise<readonly string[]> => {
    let types: readonly string[] = [];
    await atDesk(async (desk) => {
      await importing(desk, rows);
      types = (await desk.events()).map(({ id }) => id);
    })();
    return types;
  };

  it.each([
    ['a command that was already so', movedBack, '2024-01-02T00:00:00.000Z', 0],
    ['a row that was refused', cameBack, '2024-01-05T00:00:00.000Z', 1],
  ])('add what one of them adds, where there is %s', (_, rows, hour, rejected) =>
    atDesk(async (desk) => {
      expect(await overtaken(desk, rows, hour)).toMatchObject({ rejected });
      expect((await desk.events()).map(({ id }) => id)).toEqual(await once(rows));
    })(),
  );
});
