import { CommanderError } from 'commander';
import { contextOf } from './context.ts';
import { ExitCode } from './exit-code.ts';
import type { Failure } from './failure.ts';
import { type Io, OutputClosed, OutputFailed, type Sink, withProcessIo } from './io.ts';
import { programOf } from './program.ts';
import { withoutSecretsOf } from './secrets.ts';
import { wrongUsage } from './wrong-usage.ts';

export { ExitCode } from './exit-code.ts';
export { type Io, OutputClosed, OutputFailed, type Sink } from './io.ts';

/**
 * Runs the `presales` command and resolves with its exit code; it prints what went wrong and never
 * throws. Without `io` it uses the process's own streams, environment and Ctrl-C.
 */
export const main = (argv: readonly string[], io?: Io): Promise<number> =>
  io === undefined ? withProcessIo((own) => run(argv, own)) : run(argv, io);

const run = async (argv: readonly string[], io: Io): Promise<ExitCode> => {
  let exitCode: ExitCode = ExitCode.ok;
  const said = { out: '', err: '' };
  const beside = lastingly(io.stderr, withoutSecretsOf(argv, io.env));
  const context = contextOf(
    { ...io, stderr: beside },
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
    await program.parseAsync([...argv], { from: 'user' }).catch((error: unknown) => {
      if (!isAnswered(error)) throw error;
      // A command line without a command gets the help it needs.
      if (error.exitCode !== 0) exitCode = ExitCode.usage;
    });
    if (said.out !== '') await io.stdout.write(said.out);
  } catch (error) {
    if (error instanceof OutputClosed) return exitCode;
    const { code, message } = await whatFailed(error, io);
    await context.note(message);
    exitCode = code;
  }
  if (said.err !== '') await beside.write(said.err);
  return exitCode === ExitCode.ok && beside.hasFailed() ? ExitCode.storage : exitCode;
};

/**
 * Standard error that never stops a command: what it says stands beside the result. That something
 * could not be said there is kept for the exit code; a reader who has gone wanted no more.
 */
const lastingly = (
  stderr: Sink,
  withoutSecrets: (text: string) => Promise<string>,
): Sink & { readonly hasFailed: () => boolean } => {
  let failed = false;
  return {
    ...stderr,
    write: async (text) => {
      try {
        await stderr.write(await withoutSecrets(text));
      } catch (error) {
        if (!(error instanceof OutputClosed)) failed = true;
      }
    },
    hasFailed: () => failed,
  };
};

/** Asking for help or the version is no error. */
const isAnswered = (error: unknown): error is CommanderError =>
  error instanceof CommanderError && /^commander\.(help|version)/.test(error.code);

/** Most of what goes wrong is wrong usage, which needs nothing of the library to be told. */
const whatFailed = async (error: unknown, { env }: Io): Promise<Failure> => {
  if (error instanceof CommanderError) return wrongUsage(error);
  if (error instanceof OutputFailed)
    return { code: ExitCode.storage, message: `error: ${error.message}` };
  const { failureOf } = await import('./failure.ts');
  return failureOf(error, env);
};
