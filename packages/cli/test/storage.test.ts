import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open } from '@presales/runtime';
import Database from 'better-sqlite3';
import { presales, temporaryDirectory } from './captured.ts';

const directory = temporaryDirectory();
const readers = [['funnel'], ['roi'], ['targets'], ['events'], ['stream', 'lead-L1']];

const aLogOfOneDeal = async (name: string): Promise<string> => {
  const log = `sqlite:${join(directory, name)}`;
  const pre = await open({ eventLog: log, readModels: 'memory:', project: false });
  await pre.opportunity({
    type: 'OpenOpportunity',
    data: {
      opportunityId: 'O1',
      ownerId: 'ana',
      pipeline: { pipelineId: 'deals', version: 1, steps: ['offer'] },
      expectedValue: { amount: 1_000_00, currency: 'EUR', scale: 2 },
    },
  });
  await pre.close();
  return log;
};

describe('A log that cannot be had', () => {
  it.each(readers)('missing: %s says so, with code 3, and creates nothing', async (...argv) => {
    const empty = join(directory, `empty-${argv.join('-')}`);
    mkdirSync(empty);
    const { code, out, err } = await presales([...argv, '--log', `sqlite:${empty}/no.db`]);
    expect(err).toContain('no.db: there is no such file');
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(readdirSync(empty)).toEqual([]);
  });

  it.each([...readers, ['demo']])(
    'no database: %s says so and leaves the file',
    async (...argv) => {
      const file = join(directory, 'letter.txt');
      writeFileSync(file, 'Dear customer, '.repeat(100));
      const before = readFileSync(file);
      const { code, err } = await presales([...argv, '--log', `sqlite:${file}`]);
      expect(err).toContain('not a database');
      expect(code).toBe(3);
      expect(readFileSync(file).equals(before)).toBe(true);
    },
  );

  it('of a newer version is not guessed at', async () => {
    const log = await aLogOfOneDeal('newer.db');
    const database = new Database(join(directory, 'newer.db'));
    database.pragma('user_version = 999');
    database.close();
    const { code, err } = await presales(['events', '--log', log]);
    expect(err).toContain('newer');
    expect(code).toBe(3);
  });
});

describe('Read models that cannot be had', () => {
  it('locked by another process: says so after a while, with code 3', async () => {
    const log = await aLogOfOneDeal('locked.db');
    expect((await presales(['funnel', '--log', log])).code).toBe(0);
    const other = new Database(join(directory, 'locked.read-models.db'));
    other.exec('BEGIN EXCLUSIVE');
    const added = await open({ eventLog: log, readModels: 'memory:', project: false });
    await added.opportunity({
      type: 'LoseOpportunity',
      data: { opportunityId: 'O1', reason: 'price' },
    });
    await added.close();
    const { code, out, err } = await presales(['funnel', '--log', log]);
    other.close();
    expect(err).toMatch(/locked\.read-models\.db.*(busy|lock)/);
    expect({ code, out }).toEqual({ code: 3, out: '' });
  }, 30_000);

  it('are made beside the log, or where they are said to be', async () => {
    const log = await aLogOfOneDeal('beside.db');
    expect((await presales(['funnel', '--log', log])).code).toBe(0);
    expect(existsSync(join(directory, 'beside.read-models.db'))).toBe(true);
    const elsewhere = join(directory, 'elsewhere.db');
    const env = { PRESALES_EVENT_LOG: log, PRESALES_READ_MODELS: `sqlite:${elsewhere}` };
    expect((await presales(['funnel'], env)).code).toBe(0);
    expect(existsSync(elsewhere)).toBe(true);
  });

  it('are not needed by who lists the log', async () => {
    const log = await aLogOfOneDeal('listed.db');
    expect((await presales(['events', '--log', log])).out).toContain('OpportunityOpened');
    expect((await presales(['stream', 'opportunity-O1', '--log', log])).code).toBe(0);
    expect(existsSync(join(directory, 'listed.read-models.db'))).toBe(false);
  });

  it('are no log: naming them as one is refused', async () => {
    const log = await aLogOfOneDeal('swapped.db');
    await presales(['funnel', '--log', log]);
    const { code } = await presales([
      'events',
      '--log',
      `sqlite:${join(directory, 'swapped.read-models.db')}`,
    ]);
    expect(code).toBe(3);
  });
});
