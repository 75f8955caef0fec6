import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from '../src/index.ts';
import { presales, temporaryDirectory } from './captured.ts';

// The first example is the whole demo.
jest.setTimeout(180_000);

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
const reference = readFileSync(join(__dirname, '../../../docs/reference/cli.md'), 'utf8');
const bin = join(__dirname, '../bin/presales.js');
const directory = temporaryDirectory();

interface Example {
  readonly command: string;
  readonly shown: readonly string[];
}

/** The commands of the console blocks, each with what is shown to follow it. */
const examples: readonly Example[] = [...readme.matchAll(/```console\n([\s\S]*?)```/g)]
  .flatMap(([, block = '']) => block.split(/^\$ /m).slice(1))
  .map((text) => {
    const [command = '', ...shown] = text.trimEnd().split('\n');
    return { command, shown };
  });

/** Shown lines are there as they are; `...` stands for any number of lines. */
const patternOf = (shown: readonly string[]): RegExp =>
  new RegExp(
    `^${shown
      .map((line) =>
        line === '...' ? '(?:.*\\n)*' : `${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\n`,
      )
      .join('')}$`,
  );

describe('The README', () => {
  const env: Record<string, string> = {};

  it.each(examples)('$command', ({ command, shown }) => {
    const exported = /^export (\w+)=(\S+)$/.exec(command);
    if (exported?.[1] !== undefined && exported[2] !== undefined) {
      env[exported[1]] = exported[2];
      return;
    }
    const [program, ...argv] = command.split(' ');
    expect(program).toBe('presales');
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
      cwd: directory,
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(patternOf(shown));
  });

  it('has shown a demo that is there now, and quickly shown again', async () => {
    const log = join(directory, 'presales-demo.db');
    expect(existsSync(log)).toBe(true);
    const before = readFileSync(log);
    const again = await presales(['demo', '--log', `sqlite:${log}`, '--json']);
    expect(again.code).toBe(0);
    expect(readFileSync(log).equals(before)).toBe(true);
    const { seed, funnel, roi, targets } = JSON.parse(again.out);
    expect(seed).toBe(1);
    expect(funnel.outcomes.created).toBeGreaterThan(800);
    expect(funnel.outcomes.won).toBeGreaterThan(300);
    expect(funnel.outcomes.reversed).toBeGreaterThan(0);
    expect(roi.campaigns).toHaveLength(10);
    const profits = roi.campaigns.map(({ profit }: { profit: { amount: string } }) =>
      Number(profit.amount),
    );
    expect(profits.some((profit: number) => profit < 0)).toBe(true);
    expect(profits.some((profit: number) => profit > 0)).toBe(true);
    expect(targets.targets.length).toBeGreaterThan(0);
  });

  it('and the reference have every exit code', () => {
    const documented = (text: string) =>
      [...text.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
    const codes = Object.values(ExitCode);
    expect(documented(readme)).toEqual(codes);
    // Verifying has a table of its own.
    const [general = ''] = reference.split('## Verifying');
    expect(documented(general)).toEqual(codes);
  });
});
