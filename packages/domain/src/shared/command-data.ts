import type { CommandMessage } from '@presales/kernel';

/**
 * What a command of a type carries. A map from types to data, not a search through the union: the
 * compiler then makes it once for all commands of an aggregate.
 */
export type CommandData<Command extends CommandMessage, Type extends Command['type']> = {
  readonly [Each in Command as Each['type']]: Each['data'];
}[Type];
