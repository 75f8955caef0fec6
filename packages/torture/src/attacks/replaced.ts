import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { open } from '@presales/runtime';
import type { Attack } from '../attack.ts';
import { opening } from '../business/deal.ts';
import { missing } from '../checks/acknowledged.ts';
import { eventsIn } from '../checks/events.ts';
import { readEvents } from '../checks/looked-at.ts';
import type { Acknowledged } from '../children/service.ts';
import type { WriterOptions, Written } from '../children/writer.ts';
import { commandOf, start } from '../harness/child.ts';
import type { Random } from '../harness/random.ts';
import { Tally } from '../harness/tally.ts';

/** An older file is put in the place of the log while a service writes to it, as a careless restore does. */
export const replaced: Attack = {
  name: 'replaced',
  about:
    'the file is replaced under a running service: it notices, and acknowledges nothing that is gone',
  rounds: 6,
  round: 'replacements',
  run: async ({ random, rounds, folder, progress }) => {
    const tally = new Tally();
    const findings: string[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const { ending, acknowledged, found } = await replacedOnce(folder, round, random);
      tally.add(`services that ended with ${ending}`);
      tally.add('commands acknowledged', acknowledged);
      findings.push(...found.map((each) => `replacement ${round}: ${each}`));
      progress(`${round} replacements`);
    }
    return { counts: tally.counts(), findings };
  },
};

const replacedOnce = async (folder: string, round: number, random: Random) => {
  const [file, older, aside] = ['log', 'older', 'aside'].map((name) =>
    join(folder, `${name}-${round}.db`),
  ) as [string, string, string];
  const eventLog = `sqlite:${file}`;
  const presales = await open({ eventLog, project: false });
  for (const { ask } of opening()) await ask(presales);
  await presales.close();
  copyFileSync(file, older);
  const seed = random.whole(0, 2 ** 31);
  const child = start<Written>(
    commandOf('writer', { eventLog, seed, first: 0, serves: false } satisfies WriterOptions),
  );
  const answers = (): readonly Acknowledged[] =>
    child.told.flatMap((line) => ('fatal' in line ? [] : [line]));
  const enough = random.whole(5, 40);
  while (answers().length < enough) await setTimeout(5);
  // While it stands still everything that it told is read, so that what it tells afterwards is known.
  child.process.kill('SIGSTOP');
  await setTimeout(50);
  const before = answers().length;
  // With its write-ahead log, or without it: then the older file meets a foreign one.
  const alone = random.percent(50);
  for (const end of alone ? [''] : ['', '-wal', '-shm'])
    if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${aside}${end}`);
  copyFileSync(older, file);
  child.process.kill('SIGCONT');
  const timeout = globalThis.setTimeout(() => child.process.kill('SIGKILL'), 3_000);
  const { how, said } = await child.ended;
  clearTimeout(timeout);
  const last = child.told.at(-1);
  const fatal = last !== undefined && 'fatal' in last ? last.fatal : undefined;
  // One command may have been committed before, and told only after it.
  const after = answers().slice(before + 1);
  const kept = await readEvents(file);
  const gone =
    'code' in kept ? after.map(({ commandId }) => commandId) : missing(kept.value, after);
  const safe = alone ? [] : missing(await eventsIn(aside), answers().slice(0, before));
  return {
    ending: fatal ?? String(how),
    acknowledged: answers().length,
    found: [
      ...(gone.length === 0
        ? []
        : [`${gone.length} commands were acknowledged afterwards and are gone: ${gone[0]}`]),
      ...safe.map((each) => `in the file that was moved aside, ${each}`),
      ...(fatal?.startsWith('no code') ? [`the service ended with ${fatal} ${said}`] : []),
    ],
  };
};
