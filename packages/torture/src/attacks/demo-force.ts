import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { shortYear, tell } from '@presales/demo';
import { open } from '@presales/runtime';
import type { Attack } from '../attack.ts';
import { opening } from '../business/deal.ts';
import { missing } from '../checks/acknowledged.ts';
import { eventsIn } from '../checks/events.ts';
import type { WriterOptions, Written } from '../children/writer.ts';
import { commandOf, presalesCommand, start } from '../harness/child.ts';
import { Tally } from '../harness/tally.ts';

/** A demo's log has begun another life, and somebody begins the demo again, while it is written to and after. */
export const demoForce: Attack = {
  name: 'demo-force',
  about:
    'presales demo --force on a demo that has become a log in use: refused, and nothing is gone',
  rounds: 1,
  round: 'logs',
  run: async ({ random, rounds, folder }) => {
    const tally = new Tally();
    const findings: string[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const file = join(folder, `demo-${round}.db`);
      const eventLog = `sqlite:${file}`;
      await (await tell({ eventLog }, { seed: round, size: { ...shortYear, leads: 5 } })).close();
      const owner = await open({ eventLog, project: false, clockAhead: 20 * 366 * 86_400_000 });
      for (const { ask } of opening()) await ask(owner);
      await owner.close();
      const told = (await eventsIn(file)).length;
      const child = start<Written>(
        commandOf('writer', {
          ...{ eventLog, seed: random.whole(0, 2 ** 31), first: 0, deals: 500, serves: false },
        } satisfies WriterOptions),
      );
      while (child.told.length < 3) await setTimeout(5);
      const force = () =>
        start<unknown>(presalesCommand('demo', '--force', '--log', eventLog)).ended;
      const beside = await force();
      child.process.kill('SIGKILL');
      await child.ended;
      const after = await force();
      const answers = child.told.flatMap((line) => ('fatal' in line ? [] : [line]));
      if (answers.length < child.told.length)
        findings.push(`log ${round}: the writer ended with ${JSON.stringify(child.told.at(-1))}`);
      const events = await eventsIn(file);
      for (const { how, said } of [beside, after]) {
        tally.add(`refused with ${how}`);
        if (![2, 3].includes(Number(how)))
          findings.push(`log ${round}: ended with ${how}: ${said}`);
      }
      findings.push(...missing(events, answers).map((each) => `log ${round}: ${each}`));
      if (events.length < told)
        findings.push(`log ${round}: ${told - events.length} events are gone`);
      const moved = readdirSync(folder).filter((name) => name.includes('.old-'));
      if (moved.length > 0) findings.push(`log ${round}: moved aside to ${moved.join(', ')}`);
      tally.add('commands acknowledged', answers.length);
    }
    return { counts: tally.counts(), findings };
  },
};
