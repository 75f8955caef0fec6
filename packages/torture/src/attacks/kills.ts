import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Attack } from '../attack.ts';
import { missing } from '../checks/acknowledged.ts';
import { disorder, eventsIn } from '../checks/events.ts';
import { settled } from '../checks/settled.ts';
import type { Acknowledged, ServiceOptions } from '../children/service.ts';
import { commandOf, start } from '../harness/child.ts';
import type { Random } from '../harness/random.ts';

const desks = 8;

/**
 * A service under load is killed again and again, over one log. The next one asks again what was not
 * acknowledged, with the same ids.
 */
export const kills: Attack = {
  name: 'kills',
  about: 'a service under load dies by SIGKILL: nothing acknowledged is lost, nothing doubled',
  rounds: 20,
  round: 'kills',
  run: async ({ random, rounds, folder, progress }) => {
    const file = join(folder, 'log.db');
    const seed = random.whole(0, 2 ** 31);
    const acknowledged: Acknowledged[] = [];
    const findings: string[] = [];
    let early = 0;
    for (let round = 1; round <= rounds; round += 1) {
      const options = { eventLog: `sqlite:${file}`, seed, desks, ...soFar(acknowledged) };
      const { told, how, said } = await killedService(options, random);
      acknowledged.push(...told);
      if (told.length === 0) early += 1;
      if (how !== 'SIGKILL') findings.push(`kill ${round}: the service ended with ${how}: ${said}`);
      const events = told.length === 0 && early === round ? [] : await eventsIn(file);
      const found = [...disorder(events), ...missing(events, acknowledged)];
      findings.push(...found.map((each) => `kill ${round}: ${each}`));
      if (findings.length > 0) break;
      if (round % 10 === 0)
        progress(`${round} kills, ${acknowledged.length} answers, ${events.length} events`);
    }
    const end = await settled(file);
    findings.push(...end.findings);
    return {
      counts: {
        kills: rounds,
        'of them before the first answer': early,
        'commands acknowledged': acknowledged.length,
        'events acknowledged': acknowledged.reduce((sum, { events }) => sum + events, 0),
        'of the commands refused': acknowledged.filter(({ refused }) => refused).length,
        'events in the log at the end, those of processes included': end.events.length,
        'tables compared with a rebuild': end.tables,
      },
      findings,
    };
  },
};

/** Which deals were begun, how far each has come, and which is the next. */
const soFar = (acknowledged: readonly Acknowledged[]): Pick<ServiceOptions, 'begun' | 'next'> => {
  const deals = new Map<number, Acknowledged>();
  for (const each of acknowledged) deals.set(each.deal, each);
  const next = Math.max(-1, ...deals.keys()) + 1;
  // Below the highest number every deal has been taken up, some of them without an answer yet.
  const begun = Array.from({ length: next + 1 }, (_, nth) => nth - 1).flatMap((number) => {
    const last = deals.get(number);
    const answered = last === undefined ? 0 : last.step + 1;
    return answered === last?.steps && number >= 0 ? [] : [[number, answered] as const];
  });
  return { begun, next };
};

/** Runs a service until it is killed: mostly after some answers, sometimes while it still starts. */
const killedService = async (options: ServiceOptions, random: Random) => {
  const duringStart = random.percent(15);
  const after = random.whole(1, 250);
  const wait = duringStart ? random.whole(50, 1_500) : random.whole(0, 4);
  const child = start<Acknowledged>(commandOf('service', options), () => {
    if (!duringStart && child.told.length === after) void strike();
  });
  const strike = async (): Promise<void> => {
    await setTimeout(wait);
    child.process.kill('SIGKILL');
  };
  if (duringStart) void strike();
  const { how, said } = await child.ended;
  return { told: child.told, how, said };
};
