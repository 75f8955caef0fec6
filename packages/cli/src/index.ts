import { CommanderError } from 'commander';
import { contextOf } from './context.ts';
import { ExitCode } from './exit-code.ts';
import type { Failure } from './failure.ts';
import { type Io, OutputClosed, withProcessIo } from './io.ts';
import { programOf } from './program.ts';
import { wrongUsage } from './wrong-usage.ts';

export { ExitCode } from './exit-code.ts';
export { type Io, OutputClosed, type Sink } from './io.ts';

/**
 * Runs the `presales` command and resolves with its exit code; it prints what went wrong and never
 * throws. Without `io` it uses the process's own streams, environment and Ctrl-C.
 */
export const main = (argv: readonly string[], io?: Io): Promise<number> =>
  io === undefined ? withProcessIo((own) => run(argv, own)) : run(argv, io);

const run = async (argv: readonly string[], io: Io): Promise<ExitCode> => {
  let exitCode: ExitCode = ExitCode.ok;
  const said = { out: '', err: '' };
  const context = contextOf(
    io,
    () => program.opts<{ readonly color: boolean }>().color,
    (code) => {
      exitCode = code;
    },
  );
  const program = programOf(context, {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
  });
  try {
    try {
      await program.parseAsync([...argv], { from: 'user' });
    } catch (error) {
      if (error instanceof OutputClosed) return exitCode;
      // Asking for help or the version is no error; a command line without a command gets the help
      // it needs.
      const answered =
        error instanceof CommanderError && /^commander\.(help|version)/.test(error.code);
      if (!answered) {
        const { code, message } = await whatFailed(error, io);
        await context.note(message);
        exitCode = code;
      } else if (error.exitCode !== 0) exitCode = ExitCode.usage;
    }
    if (said.out !== '') await io.stdout.write(said.out);
    if (said.err !== '') await io.stderr.write(said.err);
    return exitCode;
  } catch (error) {
    if (error instanceof OutputClosed) return exitCode;
    throw error;
  }
};

/** Most of what goes wrong is wrong usage, which needs nothing of the library to be told. */
const whatFailed = async (error: unknown, { env }: Io): Promise<Failure> => {
  if (error instanceof CommanderError) return wrongUsage(error);
  const { failureOf } = await import('./failure.ts');
  return failureOf(error, env);
};
