import type { Attack } from '../attack.ts';
import { rehearsed } from '../harness/faulted.ts';
import { pointsOf } from '../harness/points.ts';
import { countCalls, straceMissing, underFault } from '../harness/strace.ts';
import { Tally } from '../harness/tally.ts';
import { works } from '../works/index.ts';
import { preparedCommand } from '../works/prepared.ts';

/** Where a process can leave files half-way. */
const calls = ['pwrite64', 'write', 'fsync', 'fdatasync', 'ftruncate', 'unlink', 'rename'];

/** The process dies at one chosen call: every call is a state that the disk can be left in. */
export const killPoints: Attack = {
  name: 'kill-points',
  about:
    'append, import, copy, demo, rebuild die at a write, a sync, an unlink: done again, all the same',
  rounds: 6,
  round: 'points of each work',
  run: async ({ random, rounds, folder, progress }) => {
    const skipped = straceMissing();
    if (skipped !== undefined) return { counts: {}, findings: [], skipped };
    const tally = new Tally();
    const findings: string[] = [];
    for (const work of works(random.whole(0, 2 ** 31))) {
      const { under } = await rehearsed(work, folder);
      const possible = countCalls(await preparedCommand(work, folder), calls, folder);
      const points = pointsOf(possible, rounds, random);
      for (const { call, nth } of points) {
        const {
          how,
          said,
          findings: found,
        } = await under(`${call}-${nth}`, (command) =>
          underFault(command, { call, what: 'KILL', when: String(nth) }),
        );
        findings.push(...found);
        // Threads and turns differ a little from run to run: the last calls may not come.
        if (how !== 'SIGKILL' && how !== 0 && how !== 4)
          findings.push(`${work.name} ended with ${how} at ${call} ${nth}: ${said}`);
        if (how === 'SIGKILL') tally.add(`kills of ${work.name}`);
      }
      const sum = [...possible.values()].reduce((total, count) => total + count, 0);
      tally.add(`calls of ${work.name} to be killed at`, sum);
      progress(`${work.name}: ${points.length} points of ${sum}`);
    }
    return { counts: tally.counts(), findings };
  },
};
