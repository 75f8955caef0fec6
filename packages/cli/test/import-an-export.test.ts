import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './captured.ts';

jest.setTimeout(120_000);

const page = readFileSync(join(__dirname, '../../../docs/how-to/import-an-export.md'), 'utf8');
const bin = join(__dirname, '../bin/presales.js');
const directory = temporaryDirectory();

for (const [, name = '', text = ''] of page.matchAll(/```csv (\S+)\n([\s\S]*?)```/g))
  writeFileSync(join(directory, name), text);

/** The commands of the page in their order, each with what is shown to follow it. */
const examples = [...page.matchAll(/```console\n([\s\S]*?)```/g)]
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

describe('From an export to a funnel', () => {
  it.each(examples)('$command', ({ command, shown }) => {
    const [program, ...argv] = command.split(' ');
    expect(program).toBe('presales');
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
      cwd: directory,
      env: { PATH: process.env['PATH'] },
      encoding: 'utf8',
    });
    // A terminal shows both.
    expect(`${stdout}${stderr}`).toMatch(patternOf(shown));
    expect(status).toBe(argv.includes('export.csv') && !argv.includes('--dates') ? 5 : 0);
  });

  it('has the funnel that was told before', () => {
    const { stdout } = spawnSync(
      process.execPath,
      [bin, 'funnel', '--log', 'sqlite:./presales.db', '--json'],
      { cwd: directory, env: { PATH: process.env['PATH'] }, encoding: 'utf8' },
    );
    expect(JSON.parse(stdout)).toMatchObject({
      outcomes: { created: 4, won: 1, lost: 1, open: 2 },
      winRate: { closedByValue: { value: { amount: '1200.50', currency: 'EUR' } } },
      openPipeline: { expected: { amount: '4250.00', currency: 'EUR' } },
    });
  });
});
