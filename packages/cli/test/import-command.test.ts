import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { besideLog, open } from '@presales/runtime';
import { presales as run } from './captured.ts';
import { atDesk, type Desk, dealMapping } from './import-desk.ts';

const presales = (...argv: readonly string[]) => run(argv);

const good = 'deal,owner,value,opened,lost\nD-1,Ana,10,2024-01-02,2024-02-03\n';
const partly = `${good}D-2,Ana,ten,2024-01-02,\n`;

const at = (desk: Desk, input: string, mapping = dealMapping) => {
  const files = [desk.put('deals.csv', input), '--mapping', desk.put('mapping.yaml', mapping)];
  const database = desk.path('log.db');
  return { files, database, log: `sqlite:${database}` };
};

describe('presales import', () => {
  it(
    'says what it added and ends with 0; again it adds nothing',
    atDesk(async (desk) => {
      const { files, log } = at(desk, good);
      expect(await presales('import', ...files, '--log', log)).toEqual({
        code: 0,
        out: '1 row read, 2 events added\n',
        err: '',
      });
      expect(await presales('import', ...files, '--log', log)).toMatchObject({
        code: 0,
        out: '1 row read, 0 events added\n1 row imported before as they are\n',
      });
    }),
  );

  it(
    'shows what was rejected and ends with 4, also when it was rejected before',
    atDesk(async (desk) => {
      const { files, log } = at(desk, partly);
      const rejects = desk.path('elsewhere.csv');
      const first = await presales('import', ...files, '--log', log, '--rejects', rejects);
      expect(first).toEqual({
        code: 4,
        out: `2 rows read, 2 events added\n1 row rejected: see ${rejects}\n  import/wrong-value in 1 row\n    deals.csv:3: OpenOpportunity.expectedValue: column value: expected a number such as 12.5, found "ten"\n`,
        err: '',
      });
      expect(existsSync(rejects)).toBe(true);
      expect(await presales('import', ...files, '--log', log, '--rejects', rejects)).toMatchObject({
        code: 4,
        out: `2 rows read, 0 events added\n1 row imported before as they are\n1 row not tried again: they stand in ${rejects}\n`,
      });
    }),
  );

  it(
    'stores nothing while the clock is years ahead of the log, and says how to go on all the same',
    atDesk(async (desk) => {
      const { files, log } = at(desk, good);
      const old = await open({ eventLog: log, now: () => '2020-01-01T00:00:00.000Z' });
      await old.party({
        type: 'RegisterParty',
        data: { partyId: 'P-1', details: { kind: 'organisation', name: 'Acme' } },
      });
      await old.close();
      const refused = await presales('import', ...files, '--log', log);
      expect(refused).toMatchObject({ code: 3, out: '' });
      expect(refused.err).toContain('after the last event was recorded (2020-01-01T00:00:00.000Z)');
      expect(refused.err).toContain('--clock-ahead DAYS');
      const wrong = await presales('import', ...files, '--log', log, '--clock-ahead', 'long');
      expect(wrong).toMatchObject({ code: 2, out: '' });
      expect(wrong.err).toContain('Expected a number of days.');
      expect(await presales('import', ...files, '--log', log, '--clock-ahead', '99999')).toEqual({
        code: 0,
        out: '1 row read, 2 events added\n',
        err: '',
      });
      expect(await presales('import', ...files, '--log', log)).toMatchObject({ code: 0 });
    }),
  );

  it(
    'gives its result as JSON',
    atDesk(async (desk) => {
      const { files, log } = at(desk, partly);
      const { code, out } = await presales('import', ...files, '--log', log, '--json');
      expect(code).toBe(4);
      expect(JSON.parse(out)).toEqual({
        mapping: 'deals',
        rejects: desk.path('log.db.import-deals.rejects.csv'),
        rows: 2,
        events: 2,
        rejected: 1,
        skipped: 0,
        changed: 0,
        duplicates: 0,
        known: 0,
        uncovered: [],
        unlisted: 0,
        rejections: [
          {
            code: 'import/wrong-value',
            rows: 1,
            first: [
              {
                file: 'deals.csv',
                line: 3,
                code: 'import/wrong-value',
                reason:
                  'OpenOpportunity.expectedValue: column value: expected a number such as 12.5, found "ten"',
                cells: ['D-2', 'Ana', 'ten', '2024-01-02', ''],
              },
            ],
          },
        ],
      });
    }),
  );

  it(
    'of a folder tells what each file came to, and all together',
    atDesk(async (desk) => {
      const { log } = at(desk, partly);
      const sections = `name: crm\ninputs:\n  - file: deals.csv\n${dealMapping
        .replace('name: deals\n', '')
        .trim()
        .split('\n')
        .map((line) => `    ${line}`)
        .join('\n')}\n`;
      const mapping = desk.put('sections.yaml', sections);
      const { code, out } = await presales(
        'import',
        desk.path('.'),
        '--mapping',
        mapping,
        '--log',
        log,
      );
      expect(code).toBe(4);
      expect(out).toMatch(
        /^deals\.csv:\n {2}2 rows read, 2 events added\n {2}1 row rejected: see .*\.import-crm-deals\.rejects\.csv\n {4}import\/wrong-value in 1 row\n {6}deals\.csv:3: .*\n2 rows read, 2 events added\n$/,
      );
    }),
  );

  it(
    'tries a mapping dry: no log is needed, and no file is written',
    atDesk(async (desk) => {
      const { files, database } = at(desk, partly);
      expect(await presales('import', ...files, '--dry-run')).toMatchObject({
        code: 4,
        out: expect.stringContaining(
          '2 rows read, 2 events would be added; nothing stored\n1 row rejected\n  import/wrong-value in 1 row\n    deals.csv:3: ',
        ),
      });
      expect(existsSync(database)).toBe(false);
      expect(existsSync(desk.path('log.db.import-deals.rejects.csv'))).toBe(false);
    }),
  );

  it.each([
    [
      'a mapping that names a missing column',
      good,
      dealMapping.replace('column: owner', 'column: agent'),
      'error: mapping.yaml:8:18: ',
    ],
    [
      'an unknown command',
      good,
      dealMapping.replace('OpenOpportunity', 'OpenOportunity'),
      'error: mapping.yaml:5:5: ',
    ],
    ['a broken quote', `${good}"D-2,Ana`, dealMapping, 'error: deals.csv:3: column 1 (deal): '],
  ])('ends with 2 for %s, and makes no log', async (_, input, mapping, message) => {
    await atDesk(async (desk) => {
      const { files, log, database } = at(desk, input, mapping);
      const { code, out, err } = await presales('import', ...files, '--log', log);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(message);
      expect(existsSync(database)).toBe(false);
    })();
  });

  it(
    'asks which log, and which mapping, before it reads anything',
    atDesk(async (desk) => {
      const { files } = at(desk, good);
      expect(await presales('import', ...files)).toMatchObject({ code: 2 });
      expect(await presales('import', desk.path('deals.csv'))).toMatchObject({
        code: 2,
        err: expect.stringContaining('--mapping'),
      });
    }),
  );

  it(
    'of the same rows from another folder adds nothing; into a log begun anew it is refused',
    atDesk(async (desk) => {
      const { files, log, database } = at(desk, partly);
      await presales('import', ...files, '--log', log);
      const [, , mapping = ''] = files;
      mkdirSync(desk.path('elsewhere'));
      const moved = desk.put('elsewhere/deals.csv', partly);
      const again = ['import', moved, '--mapping', mapping, '--log', log];
      expect(await presales(...again)).toMatchObject({
        code: 4,
        out: expect.stringMatching(
          /^2 rows read, 0 events added\n1 row imported before as they are\n1 row not tried again/,
        ),
      });
      for (const end of ['', '-wal', '-shm']) rmSync(`${database}${end}`, { force: true });
      expect(await presales(...again)).toMatchObject({
        code: 2,
        err: expect.stringContaining('belongs to an import by another mapping or into another log'),
      });
    }),
  );

  it('remembers for a log on a server in the working directory, under its name', () => {
    expect(besideLog('esdb://user:secret@host:2113?tls=false')).toBe('presales.host-2113');
  });

  it('explains itself', async () => {
    const { code, out } = await presales('import', '--help');
    expect(code).toBe(0);
    expect(out).toContain(
      'presales import deals.csv --mapping mapping.yaml --log sqlite:./presales.db --dry-run',
    );
  });
});
