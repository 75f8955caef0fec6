import type { Command } from 'commander';
import { UsageError } from '../errors.ts';

/** Where the log and the read models are, as said on the command line. */
export interface LogOptions {
  readonly log?: string;
  readonly readModels?: string;
}

/** Adds the option that names the log, for commands that leave the read models alone. */
export const withLogOption = (command: Command): Command =>
  command.option(
    '--log <connection>',
    'the event log, such as sqlite:./presales.db [PRESALES_EVENT_LOG]',
  );

/** Adds the options that name the log and the read models. */
export const withLogOptions = (command: Command): Command =>
  withLogOption(command).option(
    '--read-models <connection>',
    'the read models; by default beside the log [PRESALES_READ_MODELS]',
  );

type Environment = Readonly<Record<string, string | undefined>>;

/** The connections that `open` takes: the option first, then the environment. */
export const connectionsOf = (
  options: LogOptions,
  env: Environment,
): { readonly eventLog: string; readonly readModels?: string } => {
  const eventLog = given(options.log) ?? given(env['PRESALES_EVENT_LOG']);
  if (eventLog === undefined)
    throw new UsageError(
      'which log? Name it with --log sqlite:./presales.db or in PRESALES_EVENT_LOG; `presales demo` makes one to try things on',
    );
  const readModels = given(options.readModels) ?? given(env['PRESALES_READ_MODELS']);
  return readModels === undefined ? { eventLog } : { eventLog, readModels };
};

const given = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : text;
