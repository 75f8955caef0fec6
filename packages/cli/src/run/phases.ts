import type { ImportProgress } from '@presales/import';
import type { Context } from '../commands/context.ts';
import type { Progress } from '../progress.ts';

/** The progress of work that goes through several phases. */
export interface Phases<Phase extends string> {
  /** So much of a phase is done, of so much in all. */
  readonly at: (phase: Phase, done: number, total: number, note?: string) => void;
  /** Takes the bar away. */
  readonly stop: () => void;
}

/** Shows one bar for each phase, under its title. */
export const phases = <Phase extends string>(
  context: Context,
  titles: Readonly<Record<Phase, string>>,
): Phases<Phase> => {
  let shown: { readonly phase: Phase; readonly bar: Progress } | undefined;
  return {
    at: (phase, done, total, note) => {
      if (shown?.phase !== phase) {
        shown?.bar.stop();
        shown = { phase, bar: context.progress(titles[phase]) };
      }
      shown.bar.at(done, total, note);
    },
    stop: () => shown?.bar.stop(),
  };
};

/** What the phases of an import are called. */
export const importTitles: Readonly<Record<ImportProgress['phase'], string>> = {
  reading: 'Reading',
  importing: 'Importing',
};
