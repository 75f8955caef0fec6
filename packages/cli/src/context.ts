import type { Context } from './commands/context.ts';
import type { ExitCode } from './exit-code.ts';
import { harmlessLines, harmlessOutput } from './harmless.ts';
import type { Io } from './io.ts';
import { noProgress, progressBar } from './progress.ts';
import { styleOf, wantsColour } from './style.ts';

/** Whether lines on standard error can be drawn again: a dumb terminal takes no control codes. */
export const redraws = ({ stderr, env }: Pick<Io, 'stderr' | 'env'>): boolean =>
  stderr.isTerminal && env['TERM'] !== 'dumb';

/** The context of the subcommands, over some streams. `coloured` is read when something is printed. */
export const contextOf = (
  io: Io,
  coloured: () => boolean,
  exitWith: (code: ExitCode) => void,
): Context => {
  const inColour = () => wantsColour(io.stdout.isTerminal, io.env, coloured());
  return {
    ...io,
    style: () => styleOf(inColour()),
    print: (text) => io.stdout.write(`${harmlessOutput(text, inColour())}\n`),
    note: (text) => io.stderr.write(`${harmlessLines(text)}\n`),
    progress: (title) => (redraws(io) ? progressBar(title) : noProgress),
    exitWith,
  };
};
