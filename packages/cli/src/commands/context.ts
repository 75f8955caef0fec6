import type { Command } from 'commander';
import type { ExitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import type { Progress } from '../progress.ts';
import type { Style } from '../style.ts';

/** What every subcommand is given. */
export interface Context extends Io {
  /** Colours for standard output; the identity where colour is not wanted. */
  readonly style: () => Style;
  /** Prints one line or a block to standard output and ends it with a line break. */
  readonly print: (text: string) => Promise<void>;
  /** Says something to standard error, beside the result. */
  readonly note: (text: string) => Promise<void>;
  /** Begins to show progress on standard error; silent where that is no terminal. */
  readonly progress: (title: string) => Progress;
  /** The code that the command will end with instead of 0. */
  readonly exitWith: (code: ExitCode) => void;
}

/**
 * A subcommand: adds itself to the program. Its file holds what the help tells and loads nothing of
 * the library; what it does is a module of `run/`, which its action imports. The action throws for
 * what went wrong: `UsageError` or `InvalidInput` end with code 2, errors of the log and the read
 * models with 3, `Interrupted` with 130, anything else with 1.
 */
export type Subcommand = (program: Command, context: Context) => void;
