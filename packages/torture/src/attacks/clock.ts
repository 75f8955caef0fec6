import { join } from 'node:path';
import { isInstant } from '@presales/kernel/store';
import { open } from '@presales/runtime';
import type { Attack } from '../attack.ts';
import { deal, opening } from '../business/deal.ts';
import { disorder, eventsIn } from '../checks/events.ts';
import { seen } from '../checks/looked-at.ts';
import type { Random } from '../harness/random.ts';
import { Tally } from '../harness/tally.ts';

/** The clock runs back, leaps to 2099, or says no time at all, while business goes on. */
export const clock: Attack = {
  name: 'clock',
  about:
    'the clock runs back, leaps to 2099, says nonsense: refused by name, and nothing of it stored',
  rounds: 200,
  round: 'commands',
  run: async ({ random, rounds, folder }) => {
    const file = join(folder, 'log.db');
    let told: string = good;
    const presales = await open({
      eventLog: `sqlite:${file}`,
      readModels: 'memory:',
      project: false,
      now: () => told,
    });
    const tally = new Tally();
    const findings: string[] = [];
    const seed = random.whole(0, 2 ** 31);
    const steps = [opening(), ...Array.from({ length: rounds }, (_, number) => deal(seed, number))]
      .flat()
      .slice(0, rounds);
    for (const { commandId, ask } of steps) {
      told = random.percent(50) ? good : oddHour(random);
      const answer = await seen(() => ask(presales));
      const what = 'code' in answer ? `answered with ${answer.code}` : 'stored';
      tally.add(what);
      const refuse = !isInstant(told) || told > '2027';
      if (refuse !== 'code' in answer)
        findings.push(`${commandId} at ${JSON.stringify(told)} was ${what}`);
      // Whoever asks again at a good hour is answered.
      told = good;
      if ('code' in answer) await ask(presales);
    }
    await presales.close();
    const events = await eventsIn(file);
    findings.push(...disorder(events));
    for (const { position, recordedAt } of events)
      if (!isInstant(recordedAt) || recordedAt > '2027')
        findings.push(`position ${position} was recorded at ${JSON.stringify(recordedAt)}`);
    return { counts: { ...tally.counts(), 'events in the log': events.length }, findings };
  },
};

const good = '2026-11-01T09:00:00.000Z';

/** An hour before, one of another century, or none. */
const oddHour = (random: Random): string =>
  random.of([
    '2019-01-01T00:00:00.000Z',
    '2026-10-31T23:59:59.999Z',
    '2099-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    '',
    'garbage',
    '2026-11-01',
    '2026-11-01T09:00:00Z',
    '2026-11-31T09:00:00.000Z',
    'NaN',
  ]);
