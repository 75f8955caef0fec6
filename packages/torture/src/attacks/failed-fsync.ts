import type { Attack } from '../attack.ts';
import { type Faulted, rehearsed } from '../harness/faulted.ts';
import { type Point, pointsOf } from '../harness/points.ts';
import { countCalls, straceMissing, underFault } from '../harness/strace.ts';
import { Tally } from '../harness/tally.ts';
import { append } from '../works/append.ts';
import { copy } from '../works/copy.ts';
import { preparedCommand } from '../works/prepared.ts';

const calls = ['fsync', 'fdatasync'];

/**
 * The disk cannot say whether it has what was written: what failed is unknown until it is asked again with
 * the same ids, and a copy whose target was never synced does not say that both logs hold the same.
 */
export const failedFsync: Attack = {
  name: 'failed-fsync',
  about:
    'fsync fails with EIO, once or from there on: unknown, never doubled, never called a success',
  rounds: 6,
  round: 'faults in append and in copy',
  run: async ({ random, rounds, folder, progress }) => {
    const skipped = straceMissing();
    if (skipped !== undefined) return { counts: {}, findings: [], skipped };
    const tally = new Tally();
    const findings: string[] = [];
    const seed = random.whole(0, 2 ** 31);
    for (const work of [append(seed), copy(seed)]) {
      const { under } = await rehearsed(work, folder);
      const possible = countCalls(await preparedCommand(work, folder), calls, folder);
      for (const { call, nth } of pointsOf(possible, rounds, random)) {
        const forGood = random.percent(50);
        const when = forGood ? `${nth}+` : `${nth}`;
        const faulted = await under(`${call}-${when}`, (command) =>
          underFault(command, { call, what: 'EIO', when }),
        );
        // The last one of all is the mark's, which may stay behind the log.
        const lost = forGood && nth < (possible.get(call) ?? 0);
        const found = [...faulted.findings, ...wrongAnswers(faulted, lost)];
        findings.push(
          ...found.map((each) => `${work.name}, ${placeOf({ call, nth }, possible)}: ${each}`),
        );
        tally.add(`${work.name}: ${faulted.how === 0 ? 'done by asking again' : 'given up'}`);
        for (const { code } of faulted.told) if (code !== undefined) tally.add(`answers ${code}`);
      }
      progress(`${work.name}: ${rounds} failed syncs`);
    }
    return { counts: tally.counts(), findings };
  },
};

const placeOf = ({ call, nth }: Point, possible: ReadonlyMap<string, number>): string =>
  `${call} ${nth} of ${possible.get(call)}`;

const wrongAnswers = ({ how, said }: Faulted, lost: boolean): readonly string[] => [
  ...(how === 0 || how === 3 ? [] : [`ended with ${how}: ${said}`]),
  ...(how === 0 && lost ? ['a success, though nothing was synced from there on'] : []),
];
