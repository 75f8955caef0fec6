import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { open } from '@presales/runtime';
import Database from 'better-sqlite3';
import { presales, temporaryDirectory } from './captured.ts';
import { placeIn, tellShortly } from './small-demo.ts';

jest.setTimeout(60_000);

const directory = temporaryDirectory();
const from = placeIn(directory, 'source').eventLog;
const to = (name: string): string => `sqlite:${join(directory, name)}`;

beforeAll(async () => {
  await (await tellShortly({ eventLog: from })).close();
});
afterEach(() => jest.restoreAllMocks());

const eventsIn = async (eventLog: string): Promise<bigint> => {
  const opened = await open({ eventLog, readModels: 'memory:', project: false });
  try {
    return (await opened.log.head()) + 1n;
  } finally {
    await opened.close();
  }
};

const failCheckpoints = (): void => {
  const prepare = Database.prototype.prepare;
  jest.spyOn(Database.prototype, 'prepare').mockImplementation(function (
    this: Database.Database,
    source: string,
  ) {
    if (source.includes('wal_checkpoint'))
      throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
    return prepare.call(this, source);
  });
};

describe('presales copy onto a disk that fails', () => {
  it('says nothing of a success, names the new log, and is made whole by another run', async () => {
    const argv = ['copy', '--from', from, '--to', to('failing.db')];
    failCheckpoints();
    const failed = await presales(argv);
    expect({ code: failed.code, out: failed.out }).toEqual({ code: 3, out: '' });
    expect(failed.err).toContain('failing.db');
    jest.restoreAllMocks();
    expect((await presales(argv)).code).toBe(0);
    expect(await eventsIn(to('failing.db'))).toBe(await eventsIn(from));
  });

  const probe = spawnSync('strace', ['-qq', '-o', '/dev/null', '-e', 'trace=none', 'true']);
  const itUnderStrace = probe.status === 0 ? it : it.skip;
  itUnderStrace('says the same when no fsync succeeds (skipped where strace cannot trace)', () => {
    const bin = join(__dirname, '../bin/presales.js');
    const { status, stdout, stderr } = spawnSync(
      'strace',
      ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync'].concat(
        ['-e', 'inject=fsync,fdatasync:error=EIO:when=5+', process.execPath, bin],
        ['copy', '--from', from, '--to', to('traced.db')],
      ),
      { encoding: 'utf8' },
    );
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/traced\.db: the disk failed/);
  });
});
