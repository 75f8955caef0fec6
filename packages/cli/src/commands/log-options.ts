import type { Command } from 'commander';

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
