import { type Command, InvalidArgumentError } from 'commander';

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

/** How far the clock may run ahead of the log's last event, as said on the command line. */
export interface ClockOptions {
  /** In days. */
  readonly clockAhead?: number;
}

/** Adds the options of a command that writes: which log, and what clock it takes. */
export const withWritingOptions = (command: Command): Command =>
  withLogOption(command).option(
    '--clock-ahead <days>',
    'how long the log may have rested; a clock further ahead is taken for wrong (default: 366)',
    (text) => {
      const days = Number(text);
      if (text.trim() === '' || !(days >= 0))
        throw new InvalidArgumentError('Expected a number of days.');
      return days;
    },
  );

/** Adds the options that name the log and the read models. */
export const withLogOptions = (command: Command): Command =>
  withReadModelsOption(withLogOption(command));

/** Adds the option that names the read models. */
export const withReadModelsOption = (command: Command): Command =>
  command.option(
    '--read-models <connection>',
    'the read models; by default beside the log [PRESALES_READ_MODELS]',
  );
