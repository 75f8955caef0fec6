import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import type { StoredEvent } from '@presales/kernel';
import type { Finding } from '@presales/kernel/store';
import { inspectSqliteEventLog, sqliteEventLog } from '@presales/sqlite';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { allOf, appendBatches, asFirstVersion, eventOf, now } from './event-log-checks.ts';
import { temporaryDirectory } from './event-log-place.ts';

const directory = temporaryDirectory();

/** Twelve events of four streams and two types, closed. */
const twelveEvents = async (name: string): Promise<string> => {
  const file = directory.file(name);
  const log = await sqliteEventLog({ file, now });
  for (let n = 0; n < 12; n++)
    await log.append(`deal-${n % 4}`, n < 4 ? 'no-stream' : BigInt(Math.floor(n / 4) - 1), [
      eventOf(n, 0, { type: n % 3 === 0 ? 'Won' : 'Lost' }),
    ]);
  await log.close();
  return file;
};

const change = (file: string, sql: string): void => {
  const database = new Database(file);
  database.exec(sql);
  database.close();
};

const findingsOf = async (file: string): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for await (const page of inspectSqliteEventLog(file)) findings.push(...page.findings);
  return findings;
};

/** Where it is, and what: of what stands in the row itself. */
const brief = (findings: readonly Finding[]) =>
  findings.map(({ code, changesFigures, position, stream }) => [
    code,
    changesFigures,
    position ?? stream,
  ]);

describe('a look at every byte of an event log', () => {
  it('finds nothing in one that is as it was written, and gives all its events', async () => {
    const file = await twelveEvents('whole.db');
    const events: StoredEvent[] = [];
    for await (const page of inspectSqliteEventLog(file)) {
      expect(page.findings).toEqual([]);
      expect(page.head).toBe(11n);
      events.push(...page.events);
    }
    const log = await sqliteEventLog({ file, now, readOnly: true });
    expect(events).toEqual(await allOf(log));
    await log.close();
  });

  it.each<[what: string, sql: string, ...found: (readonly [string, boolean, bigint | string])[]]>([
    [
      'text',
      `UPDATE event SET data = '{"a":1}' WHERE position = 5`,
      ['log/damaged-event', true, 5n],
    ],
    ['last', `UPDATE event SET id = 'x' WHERE position = 11`, ['log/damaged-event', true, 11n]],
    [
      'checksum',
      'UPDATE sealed_event SET checksum = checksum + 1 WHERE position = 5',
      ['log/damaged-seal', false, 5n],
    ],
    [
      'seal',
      `UPDATE sealed_event SET seal = 'A' || substr(seal, 2) WHERE position IN (4, 7)`,
      ['log/damaged-seal', false, 4n],
      ['log/damaged-seal', false, 7n],
    ],
    [
      'deleted',
      'DELETE FROM event WHERE position IN (5, 6)',
      ['log/missing-events', true, 5n],
      ['log/missing-events', true, 'deal-1'],
      ['log/missing-events', true, 'deal-2'],
    ],
    [
      'by hand',
      `INSERT INTO event SELECT 12, stream, 3, type, 1, id, recorded_at, '{', metadata FROM event WHERE position = 8`,
      ['log/unsealed-event', false, 12n],
      ['log/unparsable-event', true, 12n],
    ],
    [
      'category',
      `UPDATE stream SET category = 'lead' WHERE name = 'deal-3'`,
      ['log/wrong-category', true, 'deal-3'],
    ],
  ])('names the place of what was changed: %s', async (what, sql, ...found) => {
    const file = await twelveEvents(`changed-${what}.db`);
    change(file, sql);
    expect(brief(await findingsOf(file))).toEqual(found);
  });

  it('tells an event that was changed together with its checksum', async () => {
    const file = await twelveEvents('forged.db');
    // A log of its own, in which the event at position 5 says something else from the beginning.
    const log = await sqliteEventLog({ file: directory.file('liar.db'), now });
    for (let n = 0; n < 12; n++)
      await log.append(`deal-${n % 4}`, n < 4 ? 'no-stream' : BigInt(Math.floor(n / 4) - 1), [
        eventOf(n, 0, {
          type: n % 3 === 0 ? 'Won' : 'Lost',
          ...(n === 5 ? { data: { lie: 1 } } : {}),
        }),
      ]);
    await log.close();
    change(
      file,
      `ATTACH '${directory.file('liar.db')}' AS liar;
       UPDATE sealed_event SET
         data = (SELECT data FROM liar.sealed_event WHERE position = 5),
         checksum = (SELECT checksum FROM liar.sealed_event WHERE position = 5)
       WHERE position = 5`,
    );
    expect(brief(await findingsOf(file))).toEqual([['log/changed-event', true, 5n]]);
  });

  it('tells that a log of before has no seals, and checks what can be', async () => {
    const file = await twelveEvents('older.db');
    asFirstVersion(file);
    change(file, `UPDATE event SET data = '{' WHERE position = 3`);
    expect(brief(await findingsOf(file))).toEqual([
      ['log/unsealed-log', false, undefined],
      ['log/unparsable-event', true, 3n],
    ]);
  });

  it('tells what the mark says is missing, and a mark that is damaged', async () => {
    const file = await twelveEvents('mark.db');
    change(file, 'DELETE FROM event WHERE position = 11');
    expect(brief(await findingsOf(file))).toContainEqual(['log/tail-missing', true, 11n]);
    writeFileSync(`${file}.mark`, 'nonsense');
    expect(brief(await findingsOf(file))).toEqual([['log/unreadable-mark', false, undefined]]);
  });

  it('does not open what is no log', async () => {
    writeFileSync(directory.file('letter.txt'), 'Dear customer');
    await expect(findingsOf(directory.file('letter.txt'))).rejects.toMatchObject({
      code: 'event-log/not-a-log',
    });
    await expect(findingsOf(directory.file('nowhere.db'))).rejects.toMatchObject({
      code: 'event-log/unavailable',
    });
  });
});

describe('a bit that flips in the file of an event log', () => {
  it('is found, with an error for whoever reads the event, or changes nothing that is read', async () => {
    const file = directory.file('flip.db');
    const log = await sqliteEventLog({ file, now });
    await appendBatches(log, 30, 3);
    await log.close();
    const bytes = readFileSync(file);
    const mark = readFileSync(`${file}.mark`);
    const read = async (name: string): Promise<readonly StoredEvent[]> => {
      const opened = await sqliteEventLog({ file: name, now, readOnly: true });
      try {
        return await allOf(opened);
      } finally {
        await opened.close();
      }
    };
    const written = await read(file);
    const flipped = directory.file('flipped.db');
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
        for (const end of ['-wal', '-shm']) rmSync(flipped + end, { force: true });
        writeFileSync(flipped, damaged);
        writeFileSync(`${flipped}.mark`, mark);
        const outcome = await read(flipped).catch(() => 'refused');
        const findings = await findingsOf(flipped).catch(() => 'not opened');
        if (outcome !== 'refused') expect(outcome).toEqual(written);
        else expect(findings).not.toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('never hides in the text of an event, to whatever way of reading', async () => {
    const file = directory.file('text.db');
    const log = await sqliteEventLog({ file, now });
    // They fit on one page: one that was split would hold old copies of rows, of which nothing is read.
    for (let n = 0; n < 8; n++)
      await log.append(`deal-${n}`, 'no-stream', [
        eventOf(n, 0, { type: n % 3 === 0 ? 'Won' : 'Lost', data: { batch: n } }),
      ]);
    await log.close();
    const bytes = readFileSync(file);
    const mark = readFileSync(`${file}.mark`);
    const places = [...bytes.toString('latin1').matchAll(/\{"batch":/g)].map(({ index }) => index);
    expect(places.length).toBe(8);
    const flipped = directory.file('text-flipped.db');
    const filtered = async (type: string) => {
      const opened = await sqliteEventLog({ file: flipped, now, readOnly: true });
      try {
        for await (const _ of opened.readAll({ types: [type] }));
      } finally {
        await opened.close();
      }
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.nat(120),
        fc.nat(7),
        async (from, by, bit) => {
          const damaged = Buffer.from(bytes);
          damaged[from + by] = (damaged[from + by] ?? 0) ^ (1 << bit);
          writeFileSync(flipped, damaged);
          writeFileSync(`${flipped}.mark`, mark);
          const found = await findingsOf(flipped);
          expect(found).toMatchObject([{ code: 'log/damaged-event', changesFigures: true }]);
          const outcomes = await Promise.allSettled([filtered('Won'), filtered('Lost')]);
          expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a write-ahead log that is cut', () => {
  it('is found by the mark', async () => {
    const file = directory.file('cut.db');
    const log = await sqliteEventLog({ file, now });
    await appendBatches(log, 5, 1);
    const left = directory.file('left.db');
    for (const end of ['', '-wal', '.mark']) writeFileSync(left + end, readFileSync(file + end));
    await log.close();
    truncateSync(`${left}-wal`, readFileSync(`${left}-wal`).length - 3);
    expect(brief(await findingsOf(left))).toEqual([['log/tail-missing', true, 4n]]);
  });
});
