import { existsSync, rmSync } from 'node:fs';
import { derivedId, EventLogError, RetriesExhausted, UnknownOutcome } from '@presales/kernel';
import { prepareImport, presalesTarget } from '../src/index.ts';
import { rowHash } from '../src/table/row.ts';
import { atDesk, type Desk, dealMapping, openDesk, rejectsIn } from './desk.ts';

const header = 'deal,owner,value,opened,lost';
const deals = (...rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;

/** Rows of 2,000 bytes each, so that a few are read in several chunks. */
const wideDeals = (count: number): string =>
  [
    `${header},note`,
    ...Array.from({ length: count }, (_, n) => `D-${n},Ana,10,2024-01-02,,${'x'.repeat(1_975)}`),
    '',
  ].join('\n');

const importing = (desk: Desk, input: string, mapping = dealMapping) =>
  desk.import(desk.put('deals.csv', input), desk.put('mapping.yaml', mapping));

const typesOf = async (desk: Desk): Promise<readonly string[]> =>
  (await desk.events()).map(({ type }) => type);

describe('an import', () => {
  it(
    'stores what the deciders make of the rows, at the hour of the row',
    atDesk(async (desk) => {
      const result = await importing(desk, deals('D-1,Ana,10,2024-01-02,2024-02-03'));
      expect(result).toMatchObject({ mapping: 'deals', rows: 1, events: 2, rejected: 0 });
      expect(
        (await desk.events()).map(({ stream, type, metadata: { actor, occurredAt } }) => ({
          stream,
          type,
          actor,
          occurredAt,
        })),
      ).toEqual([
        {
          stream: 'opportunity-D-1',
          type: 'OpportunityOpened',
          actor: 'import:deals',
          occurredAt: '2024-01-02T00:00:00.000Z',
        },
        {
          stream: 'opportunity-D-1',
          type: 'OpportunityLost',
          actor: 'import:deals',
          occurredAt: '2024-02-03T00:00:00.000Z',
        },
      ]);
      expect(existsSync(desk.path('deals.csv.rejects.csv'))).toBe(false);
    }),
  );

  it(
    'adds nothing the second time',
    atDesk(async (desk) => {
      const rows = deals('D-1,Ana,10,2024-01-02,2024-02-03', 'D-2,Ana,10,2024-01-02,');
      await importing(desk, rows);
      const before = await desk.events();
      expect(await importing(desk, rows)).toMatchObject({ rows: 2, events: 0, changed: 0 });
      expect(await desk.events()).toEqual(before);
    }),
  );

  it(
    'counts no event that an import on another machine stored meanwhile, except in the row under way',
    atDesk(async (desk) => {
      const input = desk.put(
        'deals.csv',
        deals(...['1', '2', '3', '4'].map((n) => `D-${n},Ana,1,2024-01-02,`)),
      );
      const mapping = desk.put('mapping.yaml', dealMapping);
      const target = presalesTarget(desk.presales);
      let first = true;
      const handle: typeof target.handle = async (command, context) => {
        if (first) {
          first = false;
          const elsewhere = { beside: desk.path('elsewhere') };
          expect(await desk.import(input, mapping, elsewhere)).toMatchObject({ events: 4 });
        }
        return target.handle(command, context);
      };
      const options = { target: { ...target, handle }, rowsInFlight: 1 };
      expect(await desk.import(input, mapping, options)).toMatchObject({ events: 1 });
    }),
  );

  it(
    'of a newer export adds what is new in rows it knows, and says that they changed',
    atDesk(async (desk) => {
      await importing(desk, deals('D-1,Ana,10,2024-01-02,'));
      const newer = deals('D-0,Ion,5,2024-01-01,', 'D-1,Ana,12,2024-01-02,2024-02-03');
      expect(await importing(desk, newer)).toMatchObject({ rows: 2, events: 2, changed: 1 });
      const events = await desk.events();
      expect(events.map(({ stream, type }) => `${stream} ${type}`).sort()).toEqual([
        'opportunity-D-0 OpportunityOpened',
        'opportunity-D-1 OpportunityLost',
        'opportunity-D-1 OpportunityOpened',
      ]);
      expect(events[0]?.data).toMatchObject({ expectedValue: { amount: 1_000 } });
    }),
  );

  // The row itself is the same: only what it comes to says that something is new.
  it(
    'tells a change of a joined file as it tells one of the row, and leaves what was stored',
    atDesk(async (desk) => {
      const owned = dealMapping
        .replace('rows:', 'files: { owners: { file: owners.csv, key: deal } }\nrows:')
        .replace('{ column: owner }', '{ column: owner, of: owners, by: { column: deal } }');
      const rows = deals('D-1,,10,2024-01-02,', 'D-2,,10,2024-01-02,');
      desk.put('owners.csv', 'deal,owner\nD-1,Ana\nD-2,Ana\n');
      await importing(desk, rows, owned);
      const before = await desk.events();
      expect(await importing(desk, rows, owned)).toMatchObject({ changed: 0 });
      desk.put('owners.csv', 'deal,owner\nD-1,Ion\nD-2,Ana\n');
      expect(await importing(desk, rows, owned)).toMatchObject({
        events: 0,
        rejected: 0,
        changed: 1,
      });
      expect(await desk.events()).toEqual(before);
    }),
  );

  it(
    'tells that a mapping makes something else of rows it knows',
    atDesk(async (desk) => {
      const rows = deals('D-1,Ana,10,2024-01-02,', 'D-2,Ana,,2024-01-02,');
      await importing(desk, rows);
      const pounds = dealMapping.replace('currency: EUR', 'currency: GBP');
      expect(await importing(desk, rows, pounds)).toMatchObject({ events: 0, changed: 1 });
      expect(await importing(desk, rows)).toMatchObject({ events: 0, changed: 0 });
    }),
  );

  it(
    'gives a command of several rows once, as the first of them has it',
    atDesk(async (desk) => {
      const rows = deals('D-1,Ana,10,2024-01-02,', 'D-1,Ion,20,2024-01-03,2024-02-03');
      const once = dealMapping
        .replace('key: deal\n', '')
        .replace('fields:', 'once: { column: deal }\n    fields:');
      expect(await importing(desk, rows, once)).toMatchObject({ events: 2, changed: 0 });
      expect((await desk.events())[0]?.data).toMatchObject({ ownerId: 'Ana' });
    }),
  );

  it(
    'under another name brings the same rows as other commands',
    atDesk(async (desk) => {
      await importing(desk, deals('D-1,Ana,10,2024-01-02,'));
      const renamed = dealMapping.replace('name: deals', 'name: again');
      const rows = deals('D-1,Ana,11,2024-01-02,');
      expect(await importing(desk, rows, renamed)).toMatchObject({ events: 0, rejected: 1 });
    }),
  );

  it(
    'keeps rows of one deal in order, however many are under way',
    atDesk(async (desk) => {
      const steps = Array.from({ length: 200 }, (_, n) => `D-${n % 3},s${n},2024-01-01`);
      const mapping = `
name: moves
rows:
  - command: OpenOpportunity
    once: { column: deal }
    fields: { opportunityId: { column: deal }, ownerId: Ana, pipeline.pipelineId: p, pipeline.version: 1, pipeline.steps: [begin], at: { column: at } }
  - command: ChangeOpportunityOwner
    fields: { opportunityId: { column: deal }, ownerId: { column: owner }, reason: handed over, at: { column: at } }
`;
      const input = `deal,owner,at\n${steps.join('\n')}\n`;
      expect(await importing(desk, input, mapping)).toMatchObject({ events: 203, rejected: 0 });
      const owners = new Map<string, unknown[]>();
      for (const { stream, type, data } of await desk.events())
        if (type === 'OpportunityOwnerChanged')
          owners.set(stream, [...(owners.get(stream) ?? []), 'to' in data && data.to]);
      for (const n of [0, 1, 2])
        expect(owners.get(`opportunity-D-${n}`)).toEqual(
          steps.filter((_, at) => at % 3 === n).map((row) => row.split(',')[1]),
        );
    }),
  );

  it(
    'tells how far it is: reading in bytes, then importing in rows',
    atDesk(async (desk) => {
      const rows = wideDeals(100);
      const input = desk.put('deals.csv', rows);
      const said: string[] = [];
      const ends = new Map<string, readonly number[]>();
      await desk.import(input, desk.put('mapping.yaml', dealMapping), {
        onProgress: ({ phase, done, total }) => {
          if (said.at(-1) !== phase) said.push(phase);
          ends.set(phase, [done, total]);
        },
      });
      expect(said).toEqual(['reading', 'importing']);
      expect(Object.fromEntries(ends)).toEqual({
        reading: [rows.length, rows.length],
        importing: [100, 100],
      });
    }),
  );

  it(
    'that is interrupted stops after the rows under way, and goes on when run again',
    atDesk(async (desk) => {
      const input = desk.put('deals.csv', wideDeals(200));
      const mapping = desk.put('mapping.yaml', dealMapping);
      const interrupt = new AbortController();
      const run = desk.import(input, mapping, {
        signal: interrupt.signal,
        onProgress: ({ phase, done }) => {
          if (phase === 'importing' && done > 0) interrupt.abort();
        },
      });
      await expect(run).rejects.toMatchObject({ code: 'interrupted' });
      const { length } = await desk.events();
      expect(length).toBeGreaterThan(0);
      expect(length).toBeLessThan(200);
      await desk.import(input, mapping);
      expect(await desk.events()).toHaveLength(200);
    }),
  );

  it(
    'stops where the log fails, and nothing is rejected for it',
    atDesk(async (desk) => {
      const target = presalesTarget(desk.presales);
      const full = new EventLogError('event-log/full', 'no space left');
      let asked = 0;
      const rows = Array.from({ length: 500 }, (_, n) => `D-${n},Ana,1,2024-01-02,`);
      const input = desk.put('deals.csv', deals(...rows));
      const failing = desk.import(input, desk.put('mapping.yaml', dealMapping), {
        target: {
          ...target,
          handle: async (command, context) => {
            asked += 1;
            if (asked === 3) throw full;
            return target.handle(command, context);
          },
        },
        rowsInFlight: 4,
      });
      await expect(failing).rejects.toBe(full);
      expect(asked).toBeLessThan(10);
      expect(existsSync(desk.path('deals.csv.rejects.csv'))).toBe(false);
    }),
  );
});

it(
  'an import of which nobody can tell what is stored says why, and what to do',
  atDesk(async (desk) => {
    const unsure = new UnknownOutcome('opportunity-D-1', { cause: new Error('file too large') });
    const target = {
      ...presalesTarget(desk.presales),
      handle: async () => {
        throw new RetriesExhausted('opportunity-D-1', 10, unsure);
      },
    };
    const input = desk.put('deals.csv', deals('D-1,Ana,1,2024-01-02,'));
    const run = desk.import(input, desk.put('mapping.yaml', dealMapping), { target });
    await expect(run).rejects.toMatchObject({
      code: 'handle/unknown-outcome',
      message: expect.stringMatching(/the last cause: file too large; run the same import again/),
    });
  }),
);

describe('a row that is refused', () => {
  it(
    'is written to the rejects with line, code and reason, and stops nothing',
    atDesk(async (desk) => {
      const result = await importing(
        desk,
        deals(
          'D-1,Ana,10,2024-01-02,',
          'D-2,Ana,ten,2024-01-02,',
          '"D-3\nx",Ana,10,2024-01-02,',
          'D-4,,10,2024-01-02,',
          'D-5,Ana,10',
          'D-6,Ana,-10,2024-01-02,',
          'D-7,Ana,10,2024-01-02,',
        ),
      );
      expect(result).toMatchObject({ rows: 7, events: 2, rejected: 5, skipped: 0 });
      expect(result.rejects).toBe(desk.path('deals.csv.rejects.csv'));
      expect(rejectsIn(result).map(({ line }) => line)).toEqual([3, 4, 6, 7, 8]);
      expect(desk.read('deals.csv.rejects.csv')).toBe(
        [
          `deal,owner,value,opened,lost,reject line,reject code,reject reason,rejects of deals in log ${await presalesTarget(desk.presales).identity()}`,
          `D-2,Ana,ten,2024-01-02,,3,import/wrong-value,"OpenOpportunity.expectedValue: column value: expected a number such as 12.5, found ""ten""",${rowHash(['D-2', 'Ana', 'ten', '2024-01-02', ''])}`,
          `"D-3\nx",Ana,10,2024-01-02,,4,import/wrong-value,"OpenOpportunity.opportunityId: column deal: expected an id without control characters, found ""D-3\\nx""",${rowHash(['D-3\nx', 'Ana', '10', '2024-01-02', ''])}`,
          `D-4,,10,2024-01-02,,6,import/missing-value,OpenOpportunity.ownerId: column owner is empty,${rowHash(['D-4', '', '10', '2024-01-02', ''])}`,
          `D-5,Ana,10,,,7,import/cells,"3 cells, but the header has 5",${rowHash(['D-5', 'Ana', '10'])}`,
          `D-6,Ana,'-10,2024-01-02,,8,import/wrong-value,"OpenOpportunity.expectedValue.amount: column value: expected an amount of zero or more, found ""-10""",${rowHash(['D-6', 'Ana', '-10', '2024-01-02', ''])}`,
          '',
        ].join('\n'),
      );
    }),
  );

  it(
    'by an aggregate names the command and the refusal, and its later commands are not asked',
    atDesk(async (desk) => {
      const mapping = `
name: wins
key: deal
rows:
  - command: MoveOpportunity
    fields: { opportunityId: { column: deal }, step: offer, at: { column: at } }
  - command: LoseOpportunity
    fields: { opportunityId: { column: deal }, reason: price, at: { column: at } }
`;
      await importing(desk, deals('D-1,Ana,10,2024-01-02,'));
      const input = desk.put('moves.csv', 'deal,at\nD-0,2024-01-03\nD-1,2024-01-03\n');
      const result = await desk.import(input, desk.put('wins.yaml', mapping));
      expect(result).toMatchObject({ rows: 2, events: 2, rejected: 1 });
      expect(rejectsIn(result)).toEqual([
        {
          file: 'moves.csv',
          line: 2,
          code: 'opportunity/not-opened',
          reason: 'MoveOpportunity (command 1 of 2): opportunity/not-opened',
          cells: ['D-0', '2024-01-03'],
        },
      ]);
    }),
  );

  it(
    'for an amount with more decimals than its currency has is told so',
    atDesk(async (desk) => {
      const mapping = `
name: wins
rows:
  - command: WinOpportunity
    fields: { opportunityId: { column: deal }, value.net: { column: net, type: money, currency: USD }, value.margin: { constant: 0, type: money, currency: USD }, value.netOfUnknownCost: { constant: 0, type: money, currency: USD }, at: 2024-01-03 }
`;
      const firstRejects = rejectsIn(await importing(desk, 'deal,net\nD-1,12.345\n', mapping));
      expect(firstRejects[0]?.reason).toBe(
        'WinOpportunity.value.net: column net: expected no more decimals than the currency has, found "12.345"',
      );
    }),
  );

  it(
    'after some of its commands leaves nothing of them behind, unless the mapping wants it',
    atDesk(async (desk) => {
      const mapping = `${dealMapping}
  - command: ReverseWin
    fields: { opportunityId: { column: deal }, reason: error, at: { column: opened } }
  - command: ReopenOpportunity
    fields: { opportunityId: { column: deal }, reason: error, at: { column: opened } }
`;
      const firstRejects = rejectsIn(
        await importing(desk, deals('D-1,Ana,10,2024-01-02,'), mapping),
      );
      expect(firstRejects[0]?.reason).toBe(
        'ReverseWin (command 2 of 3): opportunity/not-won (status: open)',
      );
      expect(await typesOf(desk)).toEqual([]);
      const apart = mapping.replace('name: deals', 'name: apart\nwhole: false');
      rmSync(desk.path('deals.csv.rejects.csv'));
      await importing(desk, deals('D-1,Ana,10,2024-01-02,'), apart);
      expect(await typesOf(desk)).toEqual(['OpportunityOpened']);
    }),
  );

  it(
    'is not tried again until its line, or the file, is deleted',
    atDesk(async (desk) => {
      const moves = dealMapping.replace('command: OpenOpportunity', 'command: OpenOpportunity');
      const input = desk.put('deals.csv', deals('D-1,Ana,10,2024-01-02,', 'D-2,,1,2024-01-02,'));
      const mapping = desk.put('mapping.yaml', moves);
      await desk.import(input, mapping);
      // What was wrong is put right in the mapping: the row would pass now.
      desk.put(
        'mapping.yaml',
        moves.replace('{ column: owner }', '{ column: owner, default: Ion }'),
      );
      expect(await desk.import(input, mapping)).toMatchObject({
        rows: 2,
        events: 0,
        rejected: 0,
        skipped: 1,
      });
      const rejects = desk.read('deals.csv.rejects.csv');
      desk.put('deals.csv.rejects.csv', `${rejects.split('\n')[0]}\n`);
      expect(await desk.import(input, mapping)).toMatchObject({ events: 1, skipped: 0 });
    }),
  );

  it(
    'is tried again when its cells were put right in the input',
    atDesk(async (desk) => {
      await importing(desk, deals('D-1,,10,2024-01-02,'));
      expect(await importing(desk, deals('D-1,Ana,10,2024-01-02,'))).toMatchObject({
        events: 1,
        rejected: 0,
        skipped: 0,
      });
    }),
  );

  it(
    'cannot hurt whoever opens the rejects in a spreadsheet, and is known again all the same',
    atDesk(async (desk) => {
      const rows = deals('=cmd(),,1,2024-01-02,', '@x,,1,2024-01-02,', '-1,,1,2024-01-02,');
      expect(await importing(desk, rows)).toMatchObject({ rejected: 3 });
      const lines = desk.read('deals.csv.rejects.csv').trimEnd().split('\n').slice(1);
      expect(lines.map((line) => line.split(',')[0])).toEqual(["'=cmd()", "'@x", "'-1"]);
      expect(await importing(desk, rows)).toMatchObject({ rejected: 0, skipped: 3 });
    }),
  );

  it(
    'of which the line was cut off by a crash is tried again, and written anew',
    atDesk(async (desk) => {
      const rows = deals('D-1,,10,2024-01-02,', '"D-2\nx",,10,2024-01-02,');
      await importing(desk, rows);
      const whole = desk.read('deals.csv.rejects.csv');
      for (const cut of [1, 15, 40]) {
        desk.put('deals.csv.rejects.csv', whole.slice(0, -cut));
        expect(await importing(desk, rows)).toMatchObject({ rejected: 1, skipped: 1 });
        expect(desk.read('deals.csv.rejects.csv')).toBe(whole);
      }
    }),
  );

  it(
    'ends the import when it cannot be written down; the next run goes on',
    atDesk(async (desk) => {
      const input = desk.put('deals.csv', deals('D-1,Ana,1,2024-01-02,', 'D-2,,1,2024-01-02,'));
      const mapping = desk.put('mapping.yaml', dealMapping);
      await expect(
        desk.import(input, mapping, { rejects: desk.path('nowhere/rejects.csv') }),
      ).rejects.toThrow(/nowhere\/rejects\.csv: cannot be written: ENOENT.* --rejects/);
      expect(await desk.import(input, mapping)).toMatchObject({ rejected: 1 });
      expect(await typesOf(desk)).toEqual(['OpportunityOpened']);
    }),
  );

  it(
    'is never written over a file that is something else',
    atDesk(async (desk) => {
      desk.put('deals.csv.rejects.csv', 'dear diary\n');
      await expect(importing(desk, deals('D-1,,10,2024-01-02,'))).rejects.toMatchObject({
        code: 'import/not-rejects',
      });
      expect(desk.read('deals.csv.rejects.csv')).toBe('dear diary\n');
      expect(await desk.events()).toEqual([]);
    }),
  );
});

describe('a command that changed nothing', () => {
  const mapping = `
name: stages
rows:
  - command: OpenOpportunity
    once: { column: deal }
    fields: { opportunityId: { column: deal }, ownerId: Ana, pipeline.pipelineId: p, pipeline.version: 1, pipeline.steps: [talk, offer], at: { column: at } }
  - command: MoveOpportunity
    fields: { opportunityId: { column: deal }, step: { column: stage }, at: { column: at } }
`;
  const changes = 'deal,stage,at\nD-1,talk,2024-01-01\nD-1,offer,2024-01-02\n';

  it(
    'is not asked again after later rows, when it would undo them',
    atDesk(async (desk) => {
      await importing(desk, changes, mapping);
      const first = await typesOf(desk);
      expect(first).toEqual(['OpportunityOpened', 'OpportunityStepEntered']);
      expect(await desk.notes()).toHaveLength(1);
      expect(await importing(desk, changes, mapping)).toMatchObject({ events: 0, rejected: 0 });
      expect(await typesOf(desk)).toEqual(first);
      expect(await desk.notes()).toHaveLength(1);
    }),
  );

  it(
    'is known wherever the input lies, and whatever rejects file is named',
    atDesk(async (desk) => {
      await importing(desk, changes, mapping);
      const copy = desk.put('copy of changes.csv', changes);
      const yaml = desk.path('mapping.yaml');
      expect(await desk.import(copy, yaml)).toMatchObject({ events: 0, rejected: 0, changed: 0 });
      expect(await desk.import(copy, yaml, { rejects: desk.path('other.csv') })).toMatchObject({
        events: 0,
      });
      expect(await desk.events()).toHaveLength(2);
    }),
  );

  it(
    'and says something else now is told as changed, and not asked either',
    atDesk(async (desk) => {
      const keyed = mapping.replace('rows:', 'key: at\nrows:');
      await importing(desk, changes, keyed);
      const before = await desk.events();
      const other = changes.replace('D-1,talk', 'D-1,offer');
      expect(await importing(desk, other, keyed)).toMatchObject({ events: 0, changed: 1 });
      expect(await desk.events()).toEqual(before);
    }),
  );

  /** The second row's move, as earlier versions of the program wrote down what changed nothing. */
  const settledFile = async (desk: Desk, line: (commandId: string) => string) => {
    const log = await presalesTarget(desk.presales).identity();
    const commandId = derivedId('import', 'stages', 'rows', 'D-1', 'talk', '2024-01-01', 1);
    desk.put(
      'log.import-stages.settled',
      `settled commands of "stages" in log ${log}\n${line(commandId)}`,
    );
  };
  /** A log in which the deal was moved on by an import that noted nothing, as they did not once. */
  const importedOnce = async (desk: Desk) => {
    const { record: _, ...target } = presalesTarget(desk.presales);
    await desk.import(desk.put('deals.csv', changes), desk.put('mapping.yaml', mapping), {
      target,
    });
    expect(await desk.notes()).toEqual([]);
    rmSync(desk.path('log.import-stages.imported'));
  };

  it.each([
    ['without what it said', (id: string) => `${id}\n`],
    ['and what it said', (id: string) => `${id} ${'x'.repeat(43)}\n`],
    ['and a line that a crash cut off', (id: string) => `${id}\n0123456`],
  ])(
    'is known where an earlier version wrote it into a file, %s, and is noted in the log from then on',
    (_, line) =>
      atDesk(async (desk) => {
        await importedOnce(desk);
        await settledFile(desk, line);
        expect(await importing(desk, changes, mapping)).toMatchObject({ events: 0, rejected: 0 });
        rmSync(desk.path('log.import-stages.settled'));
        rmSync(desk.path('log.import-stages.imported'));
        expect(await importing(desk, changes, mapping)).toMatchObject({ events: 0, rejected: 0 });
        expect(await desk.notes()).toHaveLength(1);
      })(),
  );
});

describe('what an import remembers', () => {
  const partly = deals('D-1,Ana,10,2024-01-02,', 'D-2,,1,2024-01-02,');
  const files = (desk: Desk, mapping = dealMapping) =>
    [desk.put('deals.csv', partly), desk.put('mapping.yaml', mapping)] as const;
  const rejects = 'deals.csv.rejects.csv';

  it(
    'is not taken for that of another log in the same place',
    atDesk(async (desk) => {
      await desk.import(...files(desk));
      const before = desk.read(rejects);
      const other = await openDesk();
      const target = presalesTarget(other.presales);
      const refused = { code: 'import/other-import' };
      await expect(desk.import(...files(desk), { target })).rejects.toMatchObject(refused);
      const [, mapping] = files(desk);
      await other.import(other.put('deals.csv', deals('D-9,Ana,1,2024-01-02,')), mapping);
      await expect(desk.import(...files(desk), { target })).rejects.toMatchObject(refused);
      expect(await other.events()).toHaveLength(1);
      await other.close();
      expect(desk.read(rejects)).toBe(before);
    }),
  );

  it(
    'of settled commands is not taken for that of another log either',
    atDesk(async (desk) => {
      desk.put('log.import-deals.settled', 'settled commands of "deals" in log x\n');
      await expect(importing(desk, partly)).rejects.toThrow(
        /log\.import-deals\.settled: belongs to/,
      );
      expect(await desk.events()).toEqual([]);
    }),
  );

  it(
    'is not taken for that of another mapping',
    atDesk(async (desk) => {
      await desk.import(...files(desk));
      const renamed = dealMapping.replace('name: deals', 'name: again');
      await expect(desk.import(...files(desk, renamed))).rejects.toMatchObject({
        code: 'import/other-import',
        message: expect.stringContaining('while this is mapping again into log '),
      });
    }),
  );

  it(
    'names the log as soon as it has an event, though the first row was refused before',
    atDesk(async (desk) => {
      await importing(desk, deals('D-2,,1,2024-01-02,'));
      expect(desk.read(rejects)).toContain('in log 00000000-0000-0000-0000-000000000000\n');
      const input = deals('D-2,,1,2024-01-02,', 'D-1,Ana,10,2024-01-02,');
      expect(await importing(desk, input)).toMatchObject({ skipped: 1, rejected: 0, events: 1 });
      const identity = await presalesTarget(desk.presales).identity();
      expect(identity).toMatch(/^[0-9a-f-]{36}$/);
      expect(desk.read(rejects).split('\n')[0]).toBe(
        `deal,owner,value,opened,lost,reject line,reject code,reject reason,rejects of deals in log ${identity}`,
      );
      expect(desk.read(rejects).split('\n')).toHaveLength(3);
    }),
  );

  it(
    'lies beside the log, in files that the mapping gives their name',
    atDesk(async (desk) => {
      const mapping = desk.put(
        'mapping.yaml',
        dealMapping.replace('name: deals', 'name: deals/März 1'),
      );
      const prepared = await prepareImport({ input: desk.put('deals.csv', partly), mapping });
      const beside = desk.path('log.db');
      const { rejects } = await prepared.run(presalesTarget(desk.presales), { beside });
      expect(rejects).toBe(desk.path('log.db.import-deals-März-1.rejects.csv'));
      expect(existsSync(desk.path('log.db.import-deals-März-1.rejects.csv'))).toBe(true);
    }),
  );
});

describe('commands before the rows', () => {
  const setup = `
name: teams
files: { people: { file: people.csv, key: person } }
setup:
  - command: CreateTeam
    each: people
    once: { column: team }
    fields: { teamId: { column: team }, name: { column: team }, at: 2024-01-01 }
  - command: JoinTeam
    each: people
    fields: { teamId: { column: team }, salespersonId: { column: person }, from: { column: from }, at: 2024-01-01 }
rows:
  - command: ChangePartyDetails
    when: { column: deal, equals: nobody }
    fields: { partyId: x, details.kind: person, details.name: x, at: 2024-01-01 }
`;

  it(
    'are issued for every row of a joined file, in that order',
    atDesk(async (desk) => {
      desk.put('people.csv', 'person,team,from\nAna,East,2024-01-01\nIon,East,2024-02-01\n');
      expect(await importing(desk, deals(), setup)).toMatchObject({ rows: 0, events: 3 });
      expect(await typesOf(desk)).toEqual([
        'TeamCreated',
        'SalespersonJoinedTeam',
        'SalespersonJoinedTeam',
      ]);
      expect(await importing(desk, deals(), setup)).toMatchObject({ events: 0 });
    }),
  );

  it(
    'refuse a row of the joined file as they refuse one of the input',
    atDesk(async (desk) => {
      desk.put('people.csv', 'person,team,from\nAna,East,2024-01-01\nIon,,2024-02-01\n');
      const result = await importing(desk, deals(), setup);
      const { rejected } = result;
      expect(rejected).toBe(2);
      expect(rejectsIn(result).map(({ file, line, code }) => ({ file, line, code }))).toEqual([
        { file: 'people.csv', line: 3, code: 'import/missing-value' },
        { file: 'people.csv', line: 3, code: 'import/missing-value' },
      ]);
    }),
  );

  it(
    'that are issued once end the import when they are refused',
    atDesk(async (desk) => {
      const wrong = `
name: wrong
setup:
  - command: JoinTeam
    fields: { teamId: East, salespersonId: Ana, from: 2024-01-01, at: 2024-01-01 }
${dealMapping.slice(dealMapping.indexOf('rows:'))}`;
      await expect(importing(desk, deals('D-1,Ana,1,2024-01-02,'), wrong)).rejects.toThrow(
        'mapping.yaml:4:5: setup[0].command: JoinTeam: team/not-created',
      );
      expect(await desk.events()).toEqual([]);
    }),
  );
});
