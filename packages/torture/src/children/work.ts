// One piece of work on a log, in a process of its own, that may be killed or have its disk fail anywhere.
//   node work.js '{"work": "append", "eventLog": …, "seed": …}'
// It tells every answered command, and every failure by its code, after which it asks again with the same id.
// It ends with 3 and the code when a failure stays.
import { writeSync } from 'node:fs';
import { shortYear, tell } from '@presales/demo';
import { open, type Presales } from '@presales/runtime';
import { deal, opening } from '../business/deal.ts';
import type { Step } from '../business/step.ts';

/** What the process is told. */
export interface WorkOptions {
  readonly work: 'append' | 'demo' | 'rebuild';
  readonly eventLog: string;
  readonly seed: number;
}

/** A command that was answered, or that failed for now; or why the work was given up. */
export interface Worked {
  readonly commandId?: string;
  readonly events?: number;
  readonly position?: string;
  readonly code?: string;
  readonly stored?: string;
  readonly fatal?: string;
}

const { work, eventLog, seed }: WorkOptions = JSON.parse(process.argv[2] ?? '');
const say = (line: Worked): void => {
  writeSync(1, `${JSON.stringify(line)}\n`);
};

/** A disk that stays full, or dead, is given up. */
const patience = 40;

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error
    ? String(error.code)
    : `no code: ${String(error)}`;

const asked = async (presales: Presales, { commandId, ask }: Step): Promise<void> => {
  for (let failures = 0; ; failures += 1) {
    try {
      const answer = await ask(presales);
      if (answer.outcome === 'emitted')
        say({
          commandId,
          events: answer.events.length,
          ...(answer.position === undefined ? {} : { position: String(answer.position) }),
        });
      return;
    } catch (error) {
      if (failures === patience) throw error;
      // Reading goes on while writing fails.
      say({ commandId, code: codeOf(error), stored: String(await presales.log.head()) });
    }
  }
};

const works = {
  append: async () => {
    const presales = await open({ eventLog, project: false });
    const steps = [opening(), ...[0, 1, 2].map((number) => deal(seed, number))].flat();
    for (const step of steps) await asked(presales, step);
    await presales.close();
  },
  demo: async () => {
    const presales = await tell({ eventLog }, { seed, size: { ...shortYear, leads: 12 } });
    await presales.caughtUp();
    await presales.close();
  },
  rebuild: async () => {
    const presales = await open({ eventLog, project: false });
    for (const model of ['funnel', 'leads', 'campaign-roi']) await presales.rebuild(model);
    await presales.caughtUp();
    await presales.close();
  },
};

try {
  await works[work]();
} catch (error) {
  say({ fatal: codeOf(error) });
  process.exitCode = 3;
}
