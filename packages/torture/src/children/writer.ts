// A writer among others on one log: its deals are of numbers of its own, the campaign is everybody's. It tells
// every answer after its commit, and ends with 3 and the code where the log is refused to it.
import { writeSync } from 'node:fs';
import { open } from '@presales/runtime';
import { deal, processes } from '../business/deal.ts';
import type { Acknowledged } from './service.ts';

/** What the writer is told. */
export interface WriterOptions {
  readonly eventLog: string;
  readonly seed: number;
  /** Its first deal, and how many; without a number it goes on until it is stopped. */
  readonly first: number;
  readonly deals?: number;
  /** Whether it keeps the read models and runs the processes too. */
  readonly serves: boolean;
}

/** An answer, or why it stopped. */
export type Written = Acknowledged | { readonly fatal: string };

const options: WriterOptions = JSON.parse(process.argv[2] ?? '');
const { eventLog, seed, first, deals = Number.POSITIVE_INFINITY, serves } = options;
const say = (line: Written): void => {
  writeSync(1, `${JSON.stringify(line)}\n`);
};

try {
  const presales = await open({
    eventLog,
    // A demo's year is long over when it is written to.
    clockAhead: 20 * 366 * 86_400_000,
    ...(serves ? { processes: processes(), processesFrom: 'beginning' } : { project: false }),
  });
  for (let number = first; number < first + deals; number += 1) {
    const steps = deal(seed, number);
    for (const [step, { commandId, ask }] of steps.entries()) {
      const answer = await ask(presales);
      if (answer.outcome === 'refused') throw new Error(`${commandId}: ${answer.refusal.code}`);
      const { position } = answer;
      say({
        deal: number,
        step,
        steps: steps.length,
        commandId,
        events: answer.events.length,
        ...(position === undefined ? {} : { position: String(position) }),
      });
    }
  }
  await presales.close();
} catch (error) {
  const { code } = Object(error);
  say({ fatal: typeof code === 'string' ? code : `no code: ${String(error)}` });
  process.exit(3);
}
