import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteEventLog } from '@presales/sqlite';

const now = () => '2026-03-02T09:00:00.000Z';

/** Nobody in particular: to the superuser every directory is writable. */
const nobody = 65_534;

/** Does the work as a user whom the rights of a directory bind. */
const asOrdinaryUser = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(nobody);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
};

const itWithRights = process.geteuid === undefined ? it.skip : it;

describe('a log in a directory that may not be written', () => {
  itWithRights(
    'says so, even to who only wants to read (skipped where files have no owners)',
    async () => {
      const directory = await mkdtemp(join(tmpdir(), 'presales-directory-'));
      const file = join(directory, 'log.db');
      await (await sqliteEventLog({ file, now })).close();
      // A log is made for its owner alone; here it is somebody else who reads.
      await chmod(file, 0o644);
      await chmod(directory, 0o555);
      try {
        await expect(
          asOrdinaryUser(() => sqliteEventLog({ file, now, readOnly: true })),
        ).rejects.toMatchObject({
          code: 'event-log/read-only',
          message: expect.stringMatching(/log\.db: its directory may not be written.*copy it to/),
        });
        expect(await readdir(directory)).toEqual(['log.db']);
      } finally {
        await chmod(directory, 0o755);
        await rm(directory, { recursive: true });
      }
    },
  );
});
