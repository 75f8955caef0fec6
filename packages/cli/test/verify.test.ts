import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from '@presales/runtime';
import Database from 'better-sqlite3';
import { presales, temporaryDirectory } from './captured.ts';

const directory = temporaryDirectory();

/** A log of a few deals, whose read models stand beside it. */
const fewDeals = async (name: string): Promise<{ readonly log: string; readonly file: string }> => {
  const file = join(directory, name);
  const pre = await open({ eventLog: `sqlite:${file}`, project: false });
  for (const opportunityId of ['O1', 'O2', 'O3'])
    await pre.opportunity({
      type: 'OpenOpportunity',
      data: {
        opportunityId,
        ownerId: 'ana',
        pipeline: { pipelineId: 'deals', version: 1, steps: ['offer'] },
        expectedValue: { amount: 1_000_00, currency: 'EUR', scale: 2 },
      },
    });
  await pre.caughtUp();
  await pre.close();
  return { log: `sqlite:${file}`, file };
};

const change = (file: string, sql: string): void => {
  const database = new Database(file);
  database.exec(sql);
  database.close();
};

const readModels = (file: string): string => file.replace(/\.db$/, '.read-models.db');

describe('presales verify', () => {
  it('ends with 0 and says so when log and read models are what was written', async () => {
    const { log } = await fewDeals('whole.db');
    const { code, out, err } = await presales(['verify', '--log', log]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^3 events read, up to position 2\n/);
    expect(out).toContain('read model funnel: compared up to position 2\n');
    expect(out).toMatch(/Nothing was found\n$/);
  });

  it('ends with 1 and names the deal whose amount is another one', async () => {
    const { log, file } = await fewDeals('amount.db');
    change(file, `UPDATE event SET data = replace(data, '100000', '900000') WHERE position = 1`);
    const { code, out } = await presales(['verify', '--log', log]);
    expect(code).toBe(1);
    expect(out).toContain(
      'changes figures  position 1, opportunity-O2, revision 0: what stands there as OpportunityOpened is not what was written',
    );
    // A rebuild is not made of what is damaged: that the read models were not compared is said, too.
    expect(out).toContain('read model funnel could not be compared');
  });

  it('ends with 1 and names the row that a rebuild would not give', async () => {
    const { log, file } = await fewDeals('rows.db');
    change(
      readModels(file),
      `DELETE FROM funnel_opened WHERE opportunity_id = 'O1';
       UPDATE funnel_opened SET pipeline_id = 'others' WHERE opportunity_id = 'O2';
       UPDATE funnel_opened SET fact = '7.x' WHERE opportunity_id = 'O3'`,
    );
    const { code, out } = await presales(['verify', '--log', log]);
    expect(code).toBe(1);
    const found = out.split('\n').filter((line) => line.startsWith('changes figures'));
    expect(found.map((line) => line.replace(/^changes figures {2}table /, ''))).toEqual([
      expect.stringMatching(/^funnel_opened, row 0\S*: a row is missing that a rebuild has/),
      expect.stringMatching(/^funnel_opened, row 1\S*: pipeline_id is "others" instead of "deals"/),
      expect.stringMatching(/^funnel_opened, row 2\S*: a row is missing that a rebuild has/),
      expect.stringMatching(/^funnel_opened, row 7\.x: a row that a rebuild does not have/),
    ]);
  });

  it('ends with 2 for an event that another program has stored', async () => {
    const { log, file } = await fewDeals('by-hand.db');
    change(
      file,
      `INSERT INTO event_type (name) VALUES ('Unheard');
       INSERT INTO event SELECT 3, stream, 1, (SELECT max(number) FROM event_type), 1,
         '8f14e45f-ceea-467f-a0e6-9b3c1f1d2a10', recorded_at, data, metadata
         FROM event WHERE position = 2`,
    );
    const { code, out } = await presales(['verify', '--log', log]);
    expect(code).toBe(2);
    expect(out).toMatch(/other {2}position 3, opportunity-O3, revision 1: no seal/);
    expect(out).toContain('does not know events of type Unheard');
    expect(out).toContain('read model funnel: compared up to position 2, 1 behind the log');
    expect(out).toMatch(/0 findings that change figures, 2 others\n$/);
  });

  it('gives each finding and the summary as JSON, a line each', async () => {
    const { log, file } = await fewDeals('json.db');
    change(file, `UPDATE event SET data = '{}' WHERE position IN (0, 2)`);
    rmSync(readModels(file));
    const { code, out } = await presales(['verify', '--json', '--log', log]);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(1);
    expect(lines).toMatchObject([
      { code: 'log/damaged-event', changesFigures: true, position: '0', stream: 'opportunity-O1' },
      { code: 'log/damaged-event', position: '2', revision: '0' },
      { summary: { head: '2', events: 1, changingFigures: 2, others: 0, readModels: [] } },
    ]);
  });

  it('shows the first 200 of many findings, and counts the rest', async () => {
    const { log, file } = await fewDeals('many.db');
    change(
      file,
      `WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 250)
       INSERT INTO event SELECT 2 + n, stream, n, type, 1, id, recorded_at, data, metadata
         FROM event, more WHERE position = 2`,
    );
    const { out } = await presales(['verify', '--log', log]);
    expect(out.split('\n').filter((line) => line.startsWith('other'))).toHaveLength(200);
    expect(out).toContain('… and 50 findings more\n');
  });

  it('tells a lost end, which no other command reads past', async () => {
    const { log, file } = await fewDeals('tail.db');
    change(file, 'DELETE FROM event WHERE position = 2');
    const { code, out } = await presales(['verify', '--log', log]);
    expect(code).toBe(1);
    expect(out).toContain('the log ends at position 1, but events up to position 2 were stored');
    const funnel = await presales(['funnel', '--log', log]);
    expect(funnel).toMatchObject({ code: 3, err: expect.stringContaining('delete') });
  });

  it('ends with 3 when it could not be run: no log, no read models, a wrong option', async () => {
    const { log } = await fewDeals('not-run.db');
    writeFileSync(join(directory, 'letter.txt'), 'Dear customer');
    for (const argv of [
      ['--log', `sqlite:${directory}/nowhere.db`],
      ['--log', `sqlite:${directory}/letter.txt`],
      ['--log', log, '--read-models', `sqlite:${directory}/none.db`],
      ['--log', log, '--jsonn'],
      [],
    ]) {
      const { code, err } = await presales(['verify', ...argv]);
      expect({ argv, code }).toEqual({ argv, code: 3 });
      expect(err).not.toBe('');
    }
    expect((await presales(['verify', '--help'])).code).toBe(0);
  });
});
