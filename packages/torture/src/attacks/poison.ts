import { join } from 'node:path';
import { open } from '@presales/runtime';
import type { Attack } from '../attack.ts';
import { deal, opening, processes } from '../business/deal.ts';
import { eventsIn } from '../checks/events.ts';
import { unfollowed } from '../checks/followed.ts';
import { presalesCommand, start } from '../harness/child.ts';
import { insertEvent } from '../harness/insert-event.ts';
import type { Random } from '../harness/random.ts';
import { Tally } from '../harness/tally.ts';

/** What no program of ours has written stands in the log: the good business goes on, the odd is named. */
export const poison: Attack = {
  name: 'poison',
  about:
    'odd events are put into the log by SQL: everything else goes on, and what is odd is named',
  rounds: 24,
  round: 'odd events',
  run: async ({ random, rounds, folder, progress }) => {
    const file = join(folder, 'log.db');
    const eventLog = `sqlite:${file}`;
    const seed = random.whole(0, 2 ** 31);
    const findings: string[] = [];
    const work = async (deals: readonly number[]): Promise<void> => {
      const presales = await open({
        eventLog,
        processes: processes(),
        processesFrom: 'beginning',
      });
      for (const { ask } of deals.includes(0) ? opening() : []) await ask(presales);
      for (const number of deals) for (const { ask } of deal(seed, number)) await ask(presales);
      await presales.processes.settled();
      await presales.caughtUp();
      await presales.close();
    };
    await work([0, 1, 2, 3]);
    const odd = Array.from({ length: rounds }, (_, nth) =>
      insertEvent(file, oddEvent(nth, random)),
    );
    progress(`${rounds} odd events in the log`);
    await work([4, 5, 6, 7, 8, 9]);
    const events = await eventsIn(file);
    const good = events.filter(({ stream }) => !stream.includes('poison'));
    findings.push(...unfollowed(good).map((each) => `good business: ${each}`));
    const listing = await presalesSays('events', '--json', '--log', eventLog);
    const listed = new Set(listing.lines.map(({ position }) => String(position)));
    for (const { position } of events)
      if (!listed.has(String(position)))
        findings.push(`events --json leaves out position ${position}`);
    const commands = [
      ...['funnel', 'leads', 'roi', 'targets'].map((report) => [
        report,
        '--json',
        '--log',
        eventLog,
      ]),
      ...odd.map((stream) => ['stream', stream, '--log', eventLog]),
      ['events', '--log', eventLog],
    ];
    const tally = new Tally();
    tally.add('odd events', odd.length);
    tally.add('events', events.length);
    for (const words of commands) {
      const { how, said } = await presalesSays(...words);
      const what = `${words[0]} ended with ${how}`;
      tally.add(what);

      const reports = words.includes('--json');
      if (how === 1 || typeof how === 'string' || (reports && how !== 0))
        findings.push(`${words.join(' ')}: ${how} ${said}`);
    }
    return { counts: tally.counts(), findings };
  },
};

const presalesSays = async (...words: readonly string[]) => {
  const child = start<{ readonly position?: string }>(presalesCommand(...words));
  const { how, said } = await child.ended;
  return { how, said, lines: child.told };
};

/** An event that no command would give, in a stream of its own. */
const oddEvent = (nth: number, random: Random) => {
  const [category, type] = random.of([
    ['lead', 'LeadConverted'],
    ['lead', 'LeadCaptured'],
    ['shopOrder', 'ShopOrderReceived'],
    ['shopOrder', 'ShopOrderPaid'],
    ['opportunity', 'OpportunityWon'],
    ['opportunity', 'OpportunityTeleported'],
    ['quotation', 'QuotationAccepted'],
    ['campaign', 'CampaignCostRecorded'],
  ]);
  const id = `poison-${nth}`;
  return {
    stream: `${category}-${id}`,
    type,
    version: random.of([1, 1, 1, 99]),
    data: random.of([
      '{}',
      'null',
      '[]',
      '"text"',
      JSON.stringify({
        [`${category}Id`]: id,
        value: { amount: 1e300, currency: 'EUR', scale: 2 },
      }),
      JSON.stringify({ [`${category}Id`]: id, amount: { amount: 1, currency: 'EUR', scale: 400 } }),
      `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
      '{"__proto__":{"polluted":true},"constructor":1}',
      JSON.stringify({ note: '\u001b[2J\u0007<script>' }),
    ]),
    metadata: random.of([
      undefined,
      undefined,
      '{}',
      'null',
      JSON.stringify({ actor: '\u001b[31m', commandId: id, occurredAt: 'yesterday' }),
      JSON.stringify({ actor: 'x', commandId: id, occurredAt: '9999-99-99T99:99:99.999Z' }),
    ]),
  };
};
