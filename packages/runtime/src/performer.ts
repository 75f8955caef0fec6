import type { AggregateName } from '@presales/domain';
import type { CodedRefusal, CommandMessage, Loaded, Message } from '@presales/kernel';
import type { Lookup } from '@presales/processes';
import type { CommandSide } from './command-side.ts';
import type { Performer } from './process-work.ts';
import type { RunCommand } from './run-command.ts';

/**
 * Carries out what processes order as applications do, through the same handlers: they share the
 * turns and the cache.
 */
export const performerOf = (commands: CommandSide): Performer => {
  // A name and what is asked under it belong together by the type of Request and of Lookup.
  const of = (name: AggregateName) =>
    commands[name] as unknown as RunCommand<CommandMessage, unknown, Message, CodedRefusal>;
  const load = async (name: AggregateName, id: string): Promise<Loaded<unknown>['state']> =>
    (await of(name).load(id)).state;
  return {
    load: load as unknown as Lookup['load'],
    perform: ({ request, context }) => of(request.aggregate)(request.command, context),
  };
};
