import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Attack } from '../attack.ts';
import { readEvents, reportsOf, same, seen, verified } from '../checks/looked-at.ts';
import { flipBit, onCopy } from '../harness/copies.ts';
import { Tally } from '../harness/tally.ts';
import { writeBusiness } from '../works/business-log.ts';
import { leftOpen } from '../works/left-open.ts';
import { lineOf } from '../works/work.ts';

/** One bit of a file is another one: it is refused, found, or harmless, and never another figure in silence. */
export const flips: Attack = {
  name: 'flips',
  about:
    'one bit of log, write-ahead log or read models turns: refused, found or harmless, never silent',
  rounds: 60,
  round: 'bits',
  run: async ({ random, rounds, folder, progress }) => {
    const seed = random.whole(0, 2 ** 31);
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    await writeBusiness(join(closed, 'log.db'), seed, 12);
    const left = await leftOpen(join(folder, 'left'), seed);
    const targets = [
      { folder: closed, file: 'log.db', judge: eventsOf },
      { folder: left, file: 'log.db-wal', judge: eventsOf },
      { folder: closed, file: 'log.read-models.db', judge: reportsIn },
    ] as const;
    const looks = await Promise.all(targets.map(({ folder: each, judge }) => judge(each)));
    const tally = new Tally();
    const findings: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const at = round % targets.length;
      const target = targets[at];
      if (target === undefined) break;
      const byte = random.whole(0, statSync(join(target.folder, target.file)).size - 1);
      const bit = random.whole(0, 7);
      const name = `${target.file}: byte ${byte}, bit ${bit}`;
      const { what, findings: found } = await onCopy(
        target.folder,
        join(folder, `flip-${round}`),
        async (copy) => {
          flipBit(join(copy, target.file), byte, bit);
          return judged(await target.judge(copy), looks[at], copy);
        },
      );
      const kind = `${target.file}: ${what}`;
      tally.add(kind);
      findings.push(...found.map((each) => `${name}: ${each}`));
      if ((round + 1) % 20 === 0) progress(`${round + 1} bits`);
    }
    return { counts: tally.counts({ sorted: true }), findings };
  },
};

const eventsOf = async (folder: string): Promise<unknown> => {
  const found = await readEvents(join(folder, 'log.db'));
  return 'code' in found ? found : { value: found.value.map((event) => lineOf(event, true)) };
};

const reportsIn = (folder: string): Promise<unknown> =>
  seen(() =>
    reportsOf(`sqlite:${join(folder, 'log.db')}`, `sqlite:${join(folder, 'log.read-models.db')}`),
  );

/** What a flip came to: what was looked at says it, or `presales verify` has to. */
const judged = async (found: unknown, whole: unknown, copy: string) => {
  const { code } = Object(found);
  if (typeof code === 'string') return { what: `told as ${code}`, findings: [] };
  const { how, said } = await verified(
    `sqlite:${join(copy, 'log.db')}`,
    `sqlite:${join(copy, 'log.read-models.db')}`,
  );
  const told = how === 1 || how === 2 || how === 3;
  if (same(found, whole))
    return { what: told ? 'harmless, told by verify' : 'harmless', findings: [] };
  return told
    ? { what: 'another figure, told by verify', findings: [] }
    : { what: 'ANOTHER FIGURE IN SILENCE', findings: [`verify ends with ${how} ${said}`] };
};
