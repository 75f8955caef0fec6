import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { sqliteEventLog, sqliteReadModelStore } from '@presales/sqlite';
import { ledger } from '@presales/testing';
import { allOf, eventOf, now } from './event-log-checks.ts';
import { temporaryDirectory } from './event-log-place.ts';

const directory = temporaryDirectory();
const open = (name: string) => sqliteEventLog({ file: directory.file(name), now });
const modeOf = (name: string): string => (statSync(directory.file(name)).mode & 0o777).toString(8);

describe('what is in the files of a log', () => {
  it.each([0o000, 0o022, 0o077])(
    'is for its owner alone, whatever the mask of the process (%o)',
    async (mask) => {
      const before = process.umask(mask);
      const name = `mask-${mask}.db`;
      try {
        const log = await open(name);
        await log.append('deal-1', 'no-stream', [eventOf(0, 0)]);
        const store = await sqliteReadModelStore({ file: directory.file(`models-${name}`) });
        await (await store.attach(ledger)).commit([], -1n, 3n);
        const names = [name, `models-${name}`].flatMap((each) =>
          ['', '-wal', '-shm'].map((suffix) => each + suffix),
        );
        expect(names.map(modeOf)).toEqual(names.map(() => '600'));
        await log.close();
        await store.close();
      } finally {
        process.umask(before);
      }
    },
  );

  it('keeps the mode that somebody has given to the file', async () => {
    await (await open('shared.db')).close();
    chmodSync(directory.file('shared.db'), 0o640);
    const log = await open('shared.db');
    await log.append('deal-1', 'no-stream', [eventOf(0, 0)]);
    expect(['shared.db', 'shared.db-wal', 'shared.db-shm'].map(modeOf)).toEqual([
      '640',
      '640',
      '640',
    ]);
    await log.close();
  });
});

describe('a name that leads elsewhere', () => {
  const linked = (path: string) => ({
    code: 'event-log/linked',
    message: expect.stringContaining(directory.file(path)),
  });

  it('is followed to a log, whose other files stand beside the log itself', async () => {
    mkdirSync(directory.file('volume'));
    await (await open('volume/log.db')).close();
    symlinkSync(directory.file('volume/log.db'), directory.file('link.db'));
    const log = await open('link.db');
    await log.append('deal-1', 'no-stream', [eventOf(0, 0)]);
    expect(readdirSync(directory.file('volume')).sort()).toEqual([
      'log.db',
      'log.db-shm',
      'log.db-wal',
      'log.db.mark',
    ]);
    await log.close();
  });

  it('makes no log where the link leads to nothing', async () => {
    symlinkSync(directory.file('nowhere.db'), directory.file('dangling.db'));
    await expect(open('dangling.db')).rejects.toMatchObject({
      code: 'event-log/unavailable',
      message: expect.stringContaining('a link to a file that is not there'),
    });
    expect(lstatSync(directory.file('nowhere.db'), { throwIfNoEntry: false })).toBeUndefined();
  });

  it.each(['-wal', '-shm', '-journal'])(
    'is not followed from %s: what is there stays as it is',
    async (suffix) => {
      const name = `beside${suffix}.db`;
      await (await open(name)).close();
      writeFileSync(directory.file('diary.txt'), 'Dear diary');
      symlinkSync(directory.file('diary.txt'), directory.file(name + suffix));
      await expect(open(name)).rejects.toMatchObject(linked(name + suffix));
      expect(statSync(directory.file('diary.txt')).size).toBe(10);
    },
  );

  it('is refused for read models', async () => {
    writeFileSync(directory.file('target.db'), '');
    symlinkSync(directory.file('target.db'), directory.file('models.db'));
    await expect(sqliteReadModelStore({ file: directory.file('models.db') })).rejects.toMatchObject(
      { code: 'read-model/linked' },
    );
    expect(statSync(directory.file('target.db')).size).toBe(0);
  });

  it('is refused when it is one of several of the same file', async () => {
    const log = await open('one.db');
    await log.append('deal-1', 'no-stream', [eventOf(0, 0)]);
    await log.close();
    linkSync(directory.file('one.db'), directory.file('two.db'));
    for (const name of ['one.db', 'two.db'])
      await expect(open(name)).rejects.toMatchObject({
        code: 'event-log/linked',
        message: expect.stringMatching(/has 2 names \(hard links\).*copy it/),
      });
    expect(readdirSync(directory.file('.')).filter((name) => name.startsWith('two.db-'))).toEqual(
      [],
    );
    // With one name it is a log as before.
    rmSync(directory.file('two.db'));
    const again = await open('one.db');
    expect((await allOf(again)).length).toBe(1);
    await again.close();
  });
});
