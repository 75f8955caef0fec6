import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Worked } from '../children/work.ts';
import type { Work } from '../works/work.ts';
import { type Ending, start } from './child.ts';

/** What became of a work that met a fault. */
export interface Faulted extends Ending {
  readonly told: readonly Worked[];
  /** What did not hold, right after it or once the work was done again. */
  readonly findings: readonly string[];
}

/** A work in places of its own, and what it comes to undisturbed. */
export interface Rehearsed {
  /** Runs it in a new place with a command line made of its own, and again without any fault. */
  readonly under: (
    name: string,
    faulty: (command: readonly string[], place: string) => readonly string[],
  ) => Promise<Faulted>;
}

/** Does a work once without a fault, so that others can be compared with it. */
export const rehearsed = async (work: Work, folder: string): Promise<Rehearsed> => {
  const placeOf = async (name: string): Promise<string> => {
    const place = join(folder, `${work.name}-${name}`);
    mkdirSync(place);
    await work.prepare(place);
    return place;
  };
  const calmly = async (place: string): Promise<readonly string[]> => {
    const { how, said } = await start(work.command(place)).ended;
    // An import with rejected rows ends with 4.
    if (how !== 0 && how !== 4) throw new Error(`${work.name} ended with ${how}: ${said}`);
    return work.result(place);
  };
  const undisturbed = await calmly(await placeOf('calm'));
  return {
    under: async (name, faulty) => {
      const place = await placeOf(name);
      const child = start<Worked>(faulty(work.command(place), place));
      const { how, said } = await child.ended;
      const findings = [...(await work.unsound(place, child.told))];
      try {
        const again = await calmly(place);
        if (again.join('\n') !== undisturbed.join('\n'))
          findings.push(`done again it comes to ${differing(undisturbed, again)}`);
      } catch (error) {
        findings.push(`done again: ${error instanceof Error ? error.message : String(error)}`);
      }
      if (findings.length === 0) rmSync(place, { recursive: true });
      return { how, said, told: child.told, findings: findings.map((each) => `${place}: ${each}`) };
    },
  };
};

const differing = (expected: readonly string[], actual: readonly string[]): string => {
  const at = expected.findIndex((line, nth) => line !== actual[nth]);
  return `${actual.length} lines in place of ${expected.length}; line ${at} is ${actual[at]?.slice(0, 300)} in place of ${expected[at]?.slice(0, 300)}`;
};
