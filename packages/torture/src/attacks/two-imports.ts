import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Attack } from '../attack.ts';
import { disorder, eventsIn } from '../checks/events.ts';
import { presalesCommand, start } from '../harness/child.ts';
import { Tally } from '../harness/tally.ts';
import { dealsIn, mapping, rejectedIn, rowsOf } from '../works/import.ts';

/** Two imports at once into one log, and each again: as if one had waited for the other. */
export const twoImports: Attack = {
  name: 'two-imports',
  about:
    'two imports at once into one log, then each again: no event that one after the other would not give',
  rounds: 3,
  round: 'pairs',
  run: async ({ random, rounds, folder, progress }) => {
    const tally = new Tally();
    const findings: string[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const place = join(folder, `pair-${round}`);
      mkdirSync(place);
      writeFileSync(join(place, 'mapping.yaml'), mapping);
      // Deals of their own, so that it does not matter who comes first.
      const files = ['a', 'b'].map((name) => {
        // The first has long nothing to note of its rows, so that the second is at its notes before it.
        const openings = name === 'a' ? 2_000 : 0;
        const rows = rowsOf(random.whole(0, 2 ** 31), random.whole(50, 250), name, openings);
        writeFileSync(join(place, `${name}.csv`), rows);
        return `${name}.csv`;
      });
      const run = async (file: string, log: string): Promise<number | string> => {
        const { how, said } = await start<unknown>(
          presalesCommand(
            ...['import', join(place, file), '--mapping', join(place, 'mapping.yaml')],
            ...['--log', `sqlite:${join(place, log)}`, '--json'],
          ),
        ).ended;
        if (/fault of the program/.test(said)) findings.push(`pair ${round}, ${file}: ${said}`);
        return how;
      };
      writeFileSync(join(place, 'first.csv'), rowsOf(1, 2, 'first'));
      // Both find notes of an earlier import.
      for (const log of ['calm.db', 'log.db']) await run('first.csv', log);
      for (const file of files) await run(file, 'calm.db');
      const later = random.whole(0, 500);
      const both = files.map(async (file, nth) => {
        await setTimeout(nth * later);
        return run(file, 'log.db');
      });
      for (const how of await Promise.all(both)) {
        const what =
          how === 0 || how === 4 ? 'imports beside another' : `imports refused with ${how}`;
        tally.add(what);
      }
      for (const file of [...files, ...files]) await run(file, 'log.db');
      findings.push(...disorder(await eventsIn(join(place, 'log.db'))));
      const [calm, beside] = [await cameTo(place, 'calm.db'), await cameTo(place, 'log.db')];
      tally.add('events of deals', beside.deals.length);
      for (const what of ['deals', 'rejects'] as const)
        if (calm[what].join('\n') !== beside[what].join('\n'))
          findings.push(
            `pair ${round}: ${beside[what].length} lines of ${what} in place of ${calm[what].length}`,
          );
      progress(`${round} pairs`);
    }
    return { counts: tally.counts(), findings };
  },
};

const cameTo = async (place: string, log: string) => ({
  deals: await dealsIn(join(place, log)),
  rejects: rejectedIn(place, log),
});
