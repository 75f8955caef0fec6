import { join } from 'node:path';
import { open } from '@presales/runtime';
import type { Attack } from '../attack.ts';
import { opening } from '../business/deal.ts';
import { missing } from '../checks/acknowledged.ts';
import { settled } from '../checks/settled.ts';
import type { WriterOptions, Written } from '../children/writer.ts';
import { commandOf, start } from '../harness/child.ts';

const writing = 5;
const serving = 2;

/** Several processes write to one log, and some of them keep the same read models and run the same processes. */
export const writers: Attack = {
  name: 'writers',
  about: 'five processes write to one log, two keep the same read models: none lost, none doubled',
  rounds: 8,
  round: 'deals of each writer',
  run: async ({ random, rounds, folder }) => {
    const file = join(folder, 'log.db');
    const eventLog = `sqlite:${file}`;
    const seed = random.whole(0, 2 ** 31);
    const first = await open({ eventLog, project: false });
    for (const { ask } of opening()) await ask(first);
    await first.close();
    const children = Array.from({ length: writing }, (_, nth) =>
      start<Written>(
        commandOf('writer', {
          ...{ eventLog, seed, first: nth * rounds, deals: rounds, serves: nth < serving },
        } satisfies WriterOptions),
      ),
    );
    const endings = await Promise.all(children.map(({ ended }) => ended));
    const told = children.flatMap((child) => child.told);
    const answers = told.flatMap((line) => ('fatal' in line ? [] : [line]));
    const { events, tables, findings } = await settled(file);
    return {
      counts: {
        writers: writing,
        'of them with read models and processes': serving,
        'commands acknowledged': answers.length,
        'events in the log': events.length,
        'tables compared with a rebuild': tables,
      },
      findings: [
        ...endings.flatMap(({ how, said }, nth) =>
          how === 0
            ? []
            : [
                `writer ${nth} ended with ${how}: ${JSON.stringify(children[nth]?.told.at(-1))} ${said}`,
              ],
        ),
        ...missing(events, answers),
        ...findings,
      ],
    };
  },
};
