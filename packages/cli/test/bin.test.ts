import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { temporaryDirectory } from './captured.ts';
import { placeIn, tellShortly } from './small-demo.ts';

jest.setTimeout(60_000);

const directory = temporaryDirectory();
const { eventLog } = placeIn(directory);
const bin = join(__dirname, '../bin/presales.js');

const start = (...argv: string[]) =>
  spawn(process.execPath, [bin, ...argv], {
    cwd: directory,
    env: { ...process.env, PRESALES_EVENT_LOG: eventLog, FORCE_COLOR: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const gather = (stream: NodeJS.ReadableStream): { text: string } => {
  const gathered = { text: '' };
  stream.on('data', (chunk) => {
    gathered.text += chunk;
  });
  return gathered;
};

beforeAll(async () => {
  await (await tellShortly(placeIn(directory))).close();
});

describe('The presales program', () => {
  it('tells what there is, and ends with 0', async () => {
    const child = start('--help');
    const out = gather(child.stdout);
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(out.text).toContain('Usage: presales');
  });

  it('says what is wrong on standard error without a stack, and ends with 2', async () => {
    const child = start('funnel', '--mode', 'fast');
    const [out, err] = [gather(child.stdout), gather(child.stderr)];
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(out.text).toBe('');
    expect(err.text).toContain("argument 'fast' is invalid");
    expect(err.text).not.toMatch(/\n\s+at /);
  });

  it('in a pipe writes no colour and shows no progress', async () => {
    const child = start('funnel');
    const [out, err] = [gather(child.stdout), gather(child.stderr)];
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(out.text).toContain('Sales funnel in EUR');
    expect(out.text + err.text).not.toContain('\u001b');
    expect(err.text).toBe('');
  });

  it('ends quietly when its reader has had enough', async () => {
    const child = start('events', '--follow');
    const err = gather(child.stderr);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    // The reader has gone; the next event that comes would have nowhere to go.
    const demo = await tellShortly(placeIn(directory));
    await demo.team({ type: 'CreateTeam', data: { teamId: 'late', name: 'Late' } });
    await demo.close();
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(err.text).toBe('');
  });

  it('ends cleanly with 130 when it is interrupted', async () => {
    const child = start('events', '--follow');
    const err = gather(child.stderr);
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([130, null]);
    expect(err.text).toBe('interrupted\n');
  });
});
