import type { LogOptions } from '../commands/log-options.ts';
import { UsageError } from '../errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The connection strings that `open` takes. */
export interface Connections {
  readonly eventLog: string;
  readonly readModels?: string;
}

/**
 * The connections of a command: from its options, or else from the environment.
 *
 * @throws UsageError when neither names a log
 */
export const connectionsOf = (options: LogOptions, env: Environment): Connections => {
  const eventLog = logOf(options, env);
  if (eventLog === undefined)
    throw new UsageError(
      'which log? Name it with --log sqlite:./presales.db or in PRESALES_EVENT_LOG; `presales demo` makes one to try things on',
    );
  const readModels = given(options.readModels) ?? given(env['PRESALES_READ_MODELS']);
  return readModels === undefined ? { eventLog } : { eventLog, readModels };
};

/** Whether the options or the environment name a log. */
export const hasLog = (options: LogOptions, env: Environment): boolean =>
  logOf(options, env) !== undefined;

const logOf = (options: LogOptions, env: Environment): string | undefined =>
  given(options.log) ?? given(env['PRESALES_EVENT_LOG']);

const given = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : text;
