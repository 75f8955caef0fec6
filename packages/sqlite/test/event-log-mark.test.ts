import {
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { type EventLog, hasCode } from '@presales/kernel';
import { type Durability, sqliteEventLog } from '@presales/sqlite';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { allOf, appendBatches, eventOf, now } from './event-log-checks.ts';
import { temporaryDirectory } from './event-log-place.ts';

const directory = temporaryDirectory();
const markOf = (file: string): string => readFileSync(`${file}.mark`, 'latin1');

/** A log of so many commits of one event each, still open, and its file. */
const opened = async (
  name: string,
  commits: number,
  durability: Durability = 'full',
): Promise<{ readonly file: string; readonly log: EventLog }> => {
  const file = directory.file(name);
  const log = await sqliteEventLog({ file, now, durability });
  await appendBatches(log, commits, 1);
  return { file, log };
};

/** What a power cut or a copy leaves of a log that is open. */
const left = (file: string, name: string): string => {
  const copy = directory.file(name);
  for (const end of ['', '-wal', '.mark'])
    if (existsSync(file + end)) copyFileSync(file + end, copy + end);
  return copy;
};

const opens = async (file: string, readOnly = false): Promise<number> => {
  const log = await sqliteEventLog({ file, now, readOnly });
  try {
    return (await allOf(log)).length;
  } finally {
    await log.close();
  }
};

describe('the mark of an event log', () => {
  it('names the last commit, and nobody else may read it', async () => {
    const { file, log } = await opened('mark.db', 3);
    expect(markOf(file)).toMatch(/^presales-mark 1 0{15}2 [\w-]{43} [0-9a-f]{8}\n$/);
    expect(statSync(`${file}.mark`).mode & 0o777).toBe(0o600);
    await log.append('deal-2', 'no-stream', [eventOf(9, 0), eventOf(9, 1)]);
    expect(markOf(file)).toMatch(/^presales-mark 1 0{15}4 /);
    await log.close();
    expect(await opens(file)).toBe(5);
  });

  it('shows every cut of the write-ahead log that takes an event away', async () => {
    const { file, log } = await opened('cut.db', 12);
    const bytes = statSync(`${file}-wal`).size;
    let lost = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes - 1), fc.boolean(), async (at, readOnly) => {
        const cut = left(file, `cut-${at}.db`);
        truncateSync(`${cut}-wal`, at);
        const opening = opens(cut, readOnly);
        const outcome = await opening.catch((error: unknown) => error);
        if (outcome === 12) return;
        // What SQLite takes for an empty file, a reader refuses by another name.
        if (!hasCode(outcome, 'event-log/not-a-log') || !readOnly)
          expect(outcome).toMatchObject({ code: 'event-log/tail-missing' });
        lost += 1;
      }),
      { numRuns: 60 },
    );
    expect(lost).toBeGreaterThan(50);
    await log.close();
  });

  it('says what is missing and what can be done, and opens again when that is done', async () => {
    const { file, log } = await opened('told.db', 12);
    const cut = left(file, 'told-cut.db');
    truncateSync(`${cut}-wal`, statSync(`${cut}-wal`).size - 1);
    await expect(opens(cut)).rejects.toMatchObject({
      code: 'event-log/tail-missing',
      message: expect.stringMatching(
        /ends at position 10, but events up to position 11 .* delete .*told-cut\.db\.mark/,
      ),
    });
    rmSync(`${cut}.mark`);
    expect(await opens(cut)).toBe(11);
    expect(markOf(cut)).toMatch(/^presales-mark 1 0{14}10 /);
    await log.close();
  });

  it('shows another log of the same length in the place of the log', async () => {
    const one = await opened('one.db', 3);
    await one.log.close();
    const other = directory.file('other.db');
    const log = await sqliteEventLog({ file: other, now });
    for (const batch of [0, 1, 2])
      await log.append(`deal-${batch}`, 'no-stream', [eventOf(batch, 0)]);
    await log.close();
    copyFileSync(other, one.file);
    await expect(opens(one.file, true)).rejects.toMatchObject({
      code: 'event-log/tail-missing',
      message: expect.stringContaining('at position 2 the log has another event'),
    });
  });

  it('may be older than the log, missing or damaged: it is then made anew', async () => {
    const { file, log } = await opened('older.db', 3);
    const older = markOf(file);
    await log.append('deal-2', 'no-stream', [eventOf(9, 0)]);
    await log.close();
    const newer = markOf(file);
    for (const text of [older, undefined, newer.replace('3', '4'), `${newer}.`, '']) {
      if (text === undefined) rmSync(`${file}.mark`);
      else writeFileSync(`${file}.mark`, text, 'latin1');
      expect(await opens(file, true)).toBe(4);
      expect(await opens(file)).toBe(4);
      expect(markOf(file)).toBe(text === older ? older : newer);
    }
  });

  it('goes with a log that is deleted', async () => {
    const { file, log } = await opened('deleted.db', 3);
    await log.close();
    rmSync(file);
    expect(await opens(file)).toBe(0);
    expect(await opens(file)).toBe(0);
  });

  it('is never written through a link', async () => {
    const { file, log } = await opened('link.db', 1);
    await log.close();
    rmSync(`${file}.mark`);
    writeFileSync(directory.file('precious.txt'), 'precious');
    symlinkSync(directory.file('precious.txt'), `${file}.mark`);
    await expect(opens(file)).rejects.toMatchObject({
      code: 'event-log/unavailable',
      message: expect.stringContaining('a link'),
    });
    expect(await opens(file, true)).toBe(1);
    expect(readFileSync(directory.file('precious.txt'), 'utf8')).toBe('precious');
  });

  it('is written at the end only where commits do not wait for the disk', async () => {
    const { file, log } = await opened('normal.db', 3, 'normal');
    expect(existsSync(`${file}.mark`)).toBe(false);
    await log.close();
    expect(markOf(file)).toMatch(/^presales-mark 1 0{15}2 /);
  });

  it('does not claim an event that another program has stored', async () => {
    const { file, log } = await opened('by-hand.db', 2);
    await log.close();
    rmSync(`${file}.mark`);
    const database = new Database(file);
    database.exec(
      'INSERT INTO event SELECT 2, stream, 2, type, 1, id, recorded_at, data, metadata FROM event WHERE position = 1',
    );
    database.close();
    expect(await opens(file)).toBe(3);
    expect(markOf(file)).toMatch(/^presales-mark 1 0{15}1 /);
    expect(await opens(file)).toBe(3);
  });
});
