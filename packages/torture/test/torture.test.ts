import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { InvalidArguments, parseArguments } from '../src/arguments.ts';

const run = promisify(execFile);
const folder = resolve(__dirname, '..');
const torture = (...words: string[]) =>
  run('node', [join(folder, 'dist', 'main.js'), ...words], { cwd: folder });

const left = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('presales-torture-clock'));

describe('the attacks', () => {
  it('find nothing in a few rounds, say what they counted, and leave nothing behind', async () => {
    const before = left();
    const few = ['kills', 'cuts', 'flips', 'clock'].flatMap((name) => ['--only', name]);
    const { stdout } = await torture(...few, '--rounds', '3', '--seed', '3', '--json');
    const { seed, attacks } = JSON.parse(stdout);
    expect(seed).toBe(3);
    expect(Object.keys(attacks)).toEqual(['kills', 'cuts', 'flips', 'clock']);
    for (const attack of Object.values<{ findings: string[] }>(attacks))
      expect(attack.findings).toEqual([]);
    expect(attacks.kills.counts['kills']).toBe(3);
    expect(attacks.kills.counts['tables compared with a rebuild']).toBeGreaterThan(80);
    expect(left()).toEqual(before);
  }, 120_000);

  it('are told by --help, and each stands in the README', async () => {
    const { stdout } = await torture('--help');
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const names = [...stdout.matchAll(/^ {2}([a-z][a-z-]+) {2,}/gm)].flatMap(
      ([, name]) => name ?? [],
    );
    expect(names).toContain('kill-points');
    for (const name of names) expect(readme).toContain(`| \`${name}\` |`);
  });
});

describe('the command line of the attacks', () => {
  const parse = (...argv: string[]) => parseArguments(argv, ['kills', 'flips']);

  it('means all of them, from seed 1, each with rounds of its own', () =>
    expect(parse()).toEqual({
      help: false,
      json: false,
      names: ['kills', 'flips'],
      seed: 1,
      rounds: undefined,
    }));

  it('names those to make, from which seed, and how much of each', () =>
    expect(parse('--only', 'flips', '--seed', '0', '--rounds', '9')).toMatchObject({
      names: ['flips'],
      seed: 0,
      rounds: 9,
    }));

  it.each([
    [['--only', 'kils'], 'no attack kils; expected kills, flips'],
    [['--rounds', '0'], '--rounds: expected a whole number from 1, got 0'],
    [['--seed', '1e3'], '--seed: expected a whole number from 0, got 1e3'],
    [['--sead'], '--sead'],
  ])('refuses %j', (argv, message) => {
    expect(() => parse(...argv)).toThrow(InvalidArguments);
    expect(() => parse(...argv)).toThrow(message);
  });

  it('ends with 2 for what it cannot do', () =>
    expect(torture('--only', 'kils')).rejects.toMatchObject({ code: 2 }));
});
