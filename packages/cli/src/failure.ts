import { PresalesError } from '@presales/kernel';
import { ExitCode } from './exit-code.ts';

/** What went wrong, as the user reads it, and the code that the command ends with. */
export interface Failure {
  readonly code: ExitCode;
  readonly message: string;
}

/** Errors of these families say that a store cannot be opened, read or written. */
const storage = /^(event-log|read-model|codec|handle)\/|^copy\/(unverified|incomplete-source)$/;

/** Errors of these families say that what is stored gives no answer: a currency without a rate. */
const noAnswer = /^(exchange-rate|money)\//;

const exitCodeOf = (code: string): ExitCode => {
  if (storage.test(code)) return ExitCode.storage;
  return noAnswer.test(code) ? ExitCode.noAnswer : ExitCode.usage;
};

/** Whatever was thrown, as a plain message and an exit code; with a stack only on demand. */
export const failureOf = (
  error: unknown,
  env: Readonly<Record<string, string | undefined>>,
): Failure => {
  if (!(error instanceof Error)) return { code: ExitCode.fault, message: `error: ${error}` };
  // Lines after the first are set in: a line that stands in stored data never passes for one of ours.
  const said = env['PRESALES_DEBUG']
    ? (error.stack ?? error.message)
    : error.message.replaceAll(/\n(?! {2})/g, '\n  ');
  if (!(error instanceof PresalesError))
    return {
      code: ExitCode.fault,
      message: `error: ${said}\nThis was not foreseen. PRESALES_DEBUG=1 shows where it happened.`,
    };
  const { code } = error;
  if (code === 'interrupted') return { code: ExitCode.interrupted, message: said };
  return { code: exitCodeOf(code), message: `error: ${said}` };
};
