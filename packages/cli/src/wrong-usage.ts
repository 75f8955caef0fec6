import type { CommanderError } from 'commander';
import { ExitCode } from './exit-code.ts';
import type { Failure } from './failure.ts';

/** What commander says of a wrong command line; some of its errors lack the prefix. */
export const wrongUsage = ({ message }: CommanderError): Failure => ({
  code: ExitCode.usage,
  message: message.replace(/^(?!error: )/, 'error: '),
});
