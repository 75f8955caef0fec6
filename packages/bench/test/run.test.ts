import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(__dirname, '..', '..', '..');
const bench = (...argv: string[]) =>
  run('node', ['--import', 'tsx', 'packages/bench/src/main.ts', ...argv], { cwd: root });

describe('the benchmarks', () => {
  it('run from end to end, check what was stored, and report every round as JSON', async () => {
    const { stdout } = await bench(
      'read',
      'project',
      'import',
      '--rounds',
      '1',
      '--events',
      '2000',
      '--json',
    );
    const reports = JSON.parse(stdout);
    expect(Object.keys(reports)).toEqual(['read', 'project', 'import']);
    const rates = Object.values<{
      comparisons: { series: { rates: number[]; cpuRates: number[] }[] }[];
    }>(reports)
      .flatMap(({ comparisons }) => comparisons)
      .flatMap(({ series }) => series)
      .flatMap((series) => [series.rates, series.cpuRates]);
    expect(rates.length).toBeGreaterThan(0);
    for (const rounds of rates) {
      expect(rounds).toHaveLength(1);
      expect(rounds[0]).toBeGreaterThan(0);
    }
  }, 240_000);

  it('name what they cannot do, and end with 2', async () => {
    await expect(bench('apend')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no benchmark apend; expected append, rehydrate, read'),
    });
  }, 60_000);
});
