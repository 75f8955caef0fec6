import type { CommanderError } from 'commander';
import { ExitCode, VerifyExitCode } from './exit-code.ts';
import type { Failure } from './failure.ts';

/**
 * What commander says of a wrong command line; some of its errors lack the prefix. For `verify` a wrong
 * command line is one more reason why it could not be run.
 */
export const wrongUsage = ({ exitCode, message }: CommanderError): Failure => ({
  code: exitCode === VerifyExitCode.notRun ? exitCode : ExitCode.usage,
  message: message.replace(/^(?!error: )/, 'error: '),
});
