import { existsSync, readFileSync } from 'node:fs';
import { presales as run } from './captured.ts';
import { atDesk, dealMapping } from './import-desk.ts';

const presales = (...argv: readonly string[]) => run(argv);

const decided = `Deal ID,Deal Owner,Status,Value,Created,Closed
1,Ann,Won,10.50 EUR,2025-01-01,2025-01-02
2,Bob,Open,20 EUR,2025-01-03,
`;
const undecided = decided.replaceAll(' EUR', '');

describe('presales mapping suggest', () => {
  it(
    'writes the mapping to standard output, and what it would give to standard error',
    atDesk(async (desk) => {
      const { code, out, err } = await presales(
        'mapping',
        'suggest',
        desk.put('deals.csv', decided),
      );
      expect(code).toBe(0);
      expect(out).toMatch(/^# "deals.csv": 2 rows, deals\.\n/);
      expect(out.endsWith('\n')).toBe(true);
      expect(err).toBe(
        'deals.csv: 2 rows, deals\nThe import would add 3 events:\n  created 2, won 1 (10.50 EUR), lost 0, open 1 (20.00 EUR)\n',
      );
      const mapping = desk.put('mapping.yaml', out);
      expect(
        await presales('import', desk.path('deals.csv'), '--mapping', mapping, '--dry-run'),
      ).toEqual({
        code: 0,
        out: '2 rows read, 3 events would be added; nothing stored\n',
        err: '',
      });
    }),
  );

  it(
    'writes it to a file that is not there yet, and to one that is there when forced to',
    atDesk(async (desk) => {
      const file = desk.put('deals.csv', decided);
      const output = desk.path('mapping.yaml');
      const first = await presales('mapping', 'suggest', file, '--output', output);
      expect(first).toMatchObject({ code: 0, out: '' });
      expect(first.err).toContain(`Next: presales import ${file} --mapping ${output} --log`);
      const written = readFileSync(output, 'utf8');
      desk.put('mapping.yaml', 'mine');
      const again = await presales('mapping', 'suggest', file, '--output', output);
      expect(again).toEqual({
        code: 2,
        out: '',
        err: `error: ${output} is there already; --force replaces it\n`,
      });
      expect(readFileSync(output, 'utf8')).toBe('mine');
      await presales('mapping', 'suggest', file, '--output', output, '--force');
      expect(readFileSync(output, 'utf8')).toBe(written);
      const nowhere = await presales('mapping', 'suggest', file, '--output', desk.path('a/b.yaml'));
      expect(nowhere).toMatchObject({ code: 2 });
      expect(nowhere.err).toContain('cannot be written');
    }),
  );

  it(
    'ends with 5 while there is something to decide, and with 0 when it is answered',
    atDesk(async (desk) => {
      const file = desk.put('deals.csv', undecided);
      const asked = await presales('mapping', 'suggest', file);
      expect(asked.code).toBe(5);
      expect(asked.err).toMatch(
        /To be decided in the mapping, before it can be used:\n {2}line \d+: in which currency are the amounts\?/,
      );
      expect(asked.err).not.toContain('Next');
      const answered = await presales('mapping', 'suggest', file, '--currency', 'RON');
      expect(answered).toMatchObject({ code: 0 });
      expect(answered.err).toContain('won 1 (10.50 RON)');
    }),
  );

  it(
    'ends with 4 when the import would reject rows',
    atDesk(async (desk) => {
      const file = desk.put('deals.csv', decided.replace('2025-01-02', '2024-01-02'));
      const { code, err } = await presales('mapping', 'suggest', file);
      expect(code).toBe(4);
      expect(err).toMatch(
        /It would reject 1 row:\n {2}\S+ in 1 row\n {4}deals\.csv:2: .*WinOpportunity/,
      );
    }),
  );

  it(
    'gives all of it as JSON',
    atDesk(async (desk) => {
      const file = desk.put('deals.csv', decided);
      const { code, out, err } = await presales('mapping', 'suggest', file, '--json');
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(JSON.parse(out)).toMatchObject({
        mapping: expect.stringContaining('name: deals'),
        files: [{ file: 'deals.csv', kind: 'deals', rows: 2 }],
        decisions: [],
        trial: {
          figures: { created: 2, won: 1, wonValue: [{ amount: '10.50', currency: 'EUR' }] },
        },
      });
    }),
  );

  it.each([
    [['--dates', 'any'], 'Allowed choices are day-first, month-first.'],
    [['--currency', 'euro'], 'Expected a code such as EUR.'],
    [['--currency', 'XYZ'], 'expected an ISO 4217 currency code'],
    [['--opened', 'May'], 'Expected 2024-01-31.'],
    [['--opened', '2025-02-30'], 'expected a date'],
  ])('refuses %j', (argv, said) =>
    atDesk(async (desk) => {
      const ran = await presales('mapping', 'suggest', desk.put('deals.csv', undecided), ...argv);
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err.toLowerCase()).toContain(said.toLowerCase());
    })(),
  );

  it('says which file cannot be read', async () => {
    const ran = await presales('mapping', 'suggest', 'nowhere.csv');
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('nowhere.csv');
    expect(existsSync('nowhere.csv')).toBe(false);
  });
});

describe('presales mapping check', () => {
  const rows = 'deal,owner,value,opened,lost,colour\nD-1,Ana,10,2024-01-02,,red\n';

  it(
    'says what becomes of every column',
    atDesk(async (desk) => {
      const file = desk.put('deals.csv', rows);
      const mapping = desk.put('mapping.yaml', dealMapping);
      expect(await presales('mapping', 'check', file, '--mapping', mapping)).toEqual({
        code: 0,
        out: `deals.csv, by the mapping deals
  Rows are told apart by deal.
  They are carried out in the order of the file.
  A row of which one command is refused is left out as a whole.
Each row:
  OpenOpportunity
    opportunityId        column "deal"
    ownerId              column "owner"
    pipeline.pipelineId  "sales"
    pipeline.version     1
    pipeline.steps       ["talk","offer"]
    expectedValue        column "value", as money, in EUR
    at                   column "opened"
  LoseOpportunity, when column "lost" is there
    opportunityId  column "deal"
    reason         "unspecified"
    at             column "lost"
Columns that nothing is made of: colour
`,
        err: '',
      });
      const { out } = await presales('mapping', 'check', file, '--mapping', mapping, '--json');
      expect(JSON.parse(out)).toMatchObject({
        inputs: [{ file: 'deals.csv', key: ['deal'], unused: ['colour'], whole: true }],
      });
    }),
  );

  it(
    'names the line of a mistake, as an import would',
    atDesk(async (desk) => {
      const file = desk.put('deals.csv', rows);
      const mapping = desk.put(
        'mapping.yaml',
        dealMapping.replace('{ column: owner }', '{ column: ownr }'),
      );
      const checked = await presales('mapping', 'check', file, '--mapping', mapping);
      const dry = await presales('import', file, '--mapping', mapping, '--dry-run');
      expect(checked).toMatchObject({ code: 2, out: '' });
      expect(checked.err).toContain('mapping.yaml:8:');
      expect(checked.err).toBe(dry.err);
    }),
  );
});
