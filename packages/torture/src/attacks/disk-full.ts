import type { Attack } from '../attack.ts';
import type { Worked } from '../children/work.ts';
import { type Faulted, rehearsed } from '../harness/faulted.ts';
import { pointsOf } from '../harness/points.ts';
import type { Random } from '../harness/random.ts';
import { countCalls, straceMissing, underFault } from '../harness/strace.ts';
import { Tally } from '../harness/tally.ts';
import { works } from '../works/index.ts';
import { preparedCommand } from '../works/prepared.ts';
import type { Work } from '../works/work.ts';

/**
 * The disk is full from some write on, for a while or for good, or files may not grow beyond a size
 * (`ulimit -f`), which hits the files beside the log too.
 */
export const diskFull: Attack = {
  name: 'disk-full',
  about:
    'no space left at a write: a typed error, no half batch, and once there is space all goes on',
  rounds: 4,
  round: 'faults in each work',
  run: async ({ random, rounds, folder, progress }) => {
    const skipped = straceMissing();
    if (skipped !== undefined) return { counts: {}, findings: [], skipped };
    const tally = new Tally();
    const findings: string[] = [];
    for (const work of works(random.whole(0, 2 ** 31))) {
      const { under } = await rehearsed(work, folder);
      const possible = countCalls(await preparedCommand(work, folder), ['pwrite64'], folder);
      const disks: ((command: readonly string[]) => readonly string[])[] = [
        ...pointsOf(possible, rounds, random).map(({ call, nth }) => fullFrom(call, nth, random)),
        ...Array.from({ length: Math.ceil(rounds / 2) }, () => noLargerThan(random)),
      ];
      for (const [nth, disk] of disks.entries()) {
        const faulted = await under(`full-${nth}`, disk);
        findings.push(...faulted.findings, ...wrongAnswer(work, nth, faulted));
        const ending = faulted.how === 0 || faulted.how === 4 ? 'went on by itself' : 'gave up';
        tally.add(`${work.name}: ${ending}`);
      }
      progress(`${work.name}: ${disks.length} full disks`);
    }
    return { counts: tally.counts(), findings };
  },
};

/** Full from a call on: for some calls, or for good. */
const fullFrom = (call: string, nth: number, random: Random) => {
  const when = random.percent(50) ? `${nth}+` : `${nth}..${nth + random.whole(0, 20)}`;
  return (command: readonly string[]) => underFault(command, { call, what: 'ENOSPC', when });
};

/** No file may become larger than so many bytes. */
const noLargerThan = (random: Random) => {
  const bytes = random.whole(1, 60) * 4_096 + random.whole(0, 4_095);
  return (command: readonly string[]) => ['prlimit', `--fsize=${bytes}`, ...command];
};

/** A process that dies, or calls a full disk a fault of the program, or says nothing that has a code. */
const wrongAnswer = (
  { name }: Work,
  nth: number,
  { how, said, told }: Faulted,
): readonly string[] => {
  const codes = told.flatMap(({ code, fatal }: Worked) => code ?? fatal ?? []);
  return [
    ...([0, 3, 4].includes(Number(how))
      ? []
      : [`${name}, disk ${nth}: ended with ${how}: ${said}`]),
    ...(/fault of the program/.test(said) ? [`${name}, disk ${nth}: says ${said}`] : []),
    ...codes
      .filter((code) => !/^(event-log|read-model|handle|import)\//.test(code))
      .map((code) => `${name}, disk ${nth}: failed with ${code}`),
  ];
};
