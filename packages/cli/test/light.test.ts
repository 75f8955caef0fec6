import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { YEAR } from '@presales/demo';
import { attributionModels, defaultHalfLifeDays } from '@presales/projections';
import { presales } from './captured.ts';

/** Imports that the compiler leaves in the JavaScript: all but those of types, and lazy ones. */
const loadedImport = /^(?:import|export) (?!type\b)(?:[^'";]*? from )?'([^']+)';/gm;

/** Everything outside the package that is loaded along with a file, the packages of Node left out. */
const loadedWith = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  seen.add(file);
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(loadedImport)) {
    const target = from.startsWith('.') ? join(dirname(file), from) : from;
    if (seen.has(target) || target.startsWith('node:')) continue;
    if (from.startsWith('.')) loadedWith(target, seen);
    else seen.add(target);
  }
  return new Set([...seen].filter((each) => !each.endsWith('.ts')));
};

describe('The help', () => {
  it('loads nothing of the library', () =>
    expect([...loadedWith(join(__dirname, '../src/index.ts'))].sort()).toEqual([
      'cli-progress',
      'commander',
      'picocolors',
    ]));

  it('says by itself what the projections and the demo define', async () => {
    const { out: roi } = await presales(['roi', '--help']);
    expect(roi).toContain(`(default: ${defaultHalfLifeDays})`);
    const models = Object.keys(attributionModels);
    expect(roi.replace(/\s+/g, ' ')).toContain(
      `(choices: ${models.map((name) => `"${name}"`).join(', ')}, default`,
    );
    const { out: demo } = await presales(['demo', '--help']);
    expect(demo).toContain(`the year ${YEAR} of a reseller`);
  });
});
