import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, OutputClosed } from '../src/index.ts';
import { sinkOf } from '../src/io.ts';
import { capturing, temporaryDirectory } from './captured.ts';

const failing = (code: string) => ({
  isTTY: false as never,
  write: (_: unknown, done: unknown): boolean => {
    if (typeof done === 'function') done(Object.assign(new Error(`${code}: write`), { code }));
    return false;
  },
});

describe('Standard output', () => {
  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the quota of the disk is used up'],
    ['EFBIG', 'the file may not become larger'],
    ['EIO', 'the disk or the device failed'],
    ['EOTHER', 'it cannot be written'],
  ])('that fails by %s is named, with the reason', async (code, reason) => {
    const { write } = sinkOf('standard output', failing(code));
    await expect(write('text')).rejects.toMatchObject({
      name: 'OutputFailed',
      message: `standard output: ${reason} (${code}: write); what was printed is not whole`,
    });
  });

  it.each(['EPIPE', 'ERR_STREAM_DESTROYED'])('that ends by %s has lost its reader', (code) =>
    expect(sinkOf('standard output', failing(code)).write('text')).rejects.toBeInstanceOf(
      OutputClosed,
    ),
  );

  it.each([['--help'], ['demo', '--help']])(
    'that is full ends %s with 3 and one line',
    async (...argv) => {
      const { io, said } = capturing();
      const stdout = sinkOf('standard output', failing('ENOSPC'));
      expect(await main(argv, { ...io, stdout })).toBe(3);
      expect(said.err).toBe(
        'error: standard output: the disk is full (ENOSPC: write); what was printed is not whole\n',
      );
    },
  );
});

describe('Standard error', () => {
  it('that is full keeps no command from its work, and ends it with 3', async () => {
    const { io, said } = capturing();
    const stderr = sinkOf('standard error', failing('ENOSPC'));
    const noting = ['events', '--stream', 'lead-1', '--log', 'memory:'];
    expect(await main(noting, { ...io, stderr })).toBe(3);
    expect(await main(['--help'], { ...io, stderr })).toBe(0);
    expect(said.out).toContain('Usage: presales');
    expect(await main(['no-such-command'], { ...io, stderr })).toBe(2);
  });

  it('whose reader has gone changes nothing', async () => {
    const { io } = capturing();
    const stderr = sinkOf('standard error', failing('EPIPE'));
    expect(await main(['no-such-command'], { ...io, stderr })).toBe(2);
  });
});

const directory = temporaryDirectory();
const bin = join(__dirname, '../bin/presales.js');

const inShell = (command: string) =>
  spawnSync('sh', ['-c', command], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, bin },
  });

(existsSync('/dev/full') ? describe : describe.skip)('A full disk (/dev/full)', () => {
  it('behind standard output is named by the program, without a stack', () => {
    const { status, stderr } = inShell('node "$bin" --help > /dev/full');
    expect(status).toBe(3);
    expect(stderr).toMatch(/^error: standard output: the disk is full \(ENOSPC[^\n]*\n$/);
  });

  it('that takes half of what is printed is noticed', () => {
    // A limit on the size of files takes a part of a write as a disk does that becomes full.
    const { status, stderr } = inShell('trap \'\' XFSZ; ulimit -f 1; node "$bin" --help > half');
    const half = readFileSync(join(directory, 'half'), 'utf8');
    expect(half).toMatch(/^Usage: presales/);
    expect(half).not.toContain('presales help funnel');
    expect(status).toBe(3);
    expect(stderr).toContain('standard output: the file may not become larger');
  });
});
