// A service under load: all read models, all processes, many commands at once. It tells every answer on
// standard output after its commit, in one write a line, so that a kill takes away none that was told.
import { writeSync } from 'node:fs';
import { open } from '@presales/runtime';
import { deal, opening, processes } from '../business/deal.ts';
import type { Step } from '../business/step.ts';

/** What the service is told. */
export interface ServiceOptions {
  readonly eventLog: string;
  readonly seed: number;
  /** Deals that were begun before, and how many of their steps were answered. */
  readonly begun: readonly (readonly [number: number, answered: number])[];
  /** The first deal that nobody has begun. */
  readonly next: number;
  /** How many deals at the same time. */
  readonly desks: number;
}

/** One answer: of which step of which deal (-1 is the opening), and what was stored for it. */
export interface Acknowledged {
  readonly deal: number;
  readonly step: number;
  /** Steps of the deal, all in all. */
  readonly steps: number;
  readonly commandId: string;
  readonly events: number;
  readonly position?: string;
  readonly refused?: string;
}

const options: ServiceOptions = JSON.parse(process.argv[2] ?? '');
const presales = await open({
  eventLog: options.eventLog,
  processes: processes(),
  processesFrom: 'beginning',
});

const live = async (number: number, steps: readonly Step[], from: number): Promise<void> => {
  for (const [nth, { commandId, ask }] of steps.entries()) {
    if (nth < from) continue;
    const answer = await ask(presales);
    const told: Acknowledged = {
      deal: number,
      step: nth,
      steps: steps.length,
      commandId,
      ...(answer.outcome === 'refused'
        ? { events: 0, refused: answer.refusal.code }
        : {
            events: answer.events.length,
            ...(answer.position === undefined ? {} : { position: String(answer.position) }),
          }),
    };
    writeSync(1, `${JSON.stringify(told)}\n`);
  }
};

const begun = new Map(options.begun);
await live(-1, opening(), begun.get(-1) ?? 0);
const waiting = [...begun].filter(([number]) => number >= 0);
let { next } = options;
const desk = async (): Promise<never> => {
  for (;;) {
    const [number, from] = waiting.shift() ?? [next++, 0];
    await live(number, deal(options.seed, number), from);
  }
};
await Promise.all(Array.from({ length: options.desks }, desk));
