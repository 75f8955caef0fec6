import { aggregates } from '@presales/domain';
import type { Aggregate, CodedRefusal, CommandMessage, EventLog, Message } from '@presales/kernel';
import type { World } from './clock.ts';
import { type RunCommand, runCommand } from './run-command.ts';

type Aggregates = typeof aggregates;

/** The command side: `lead`, `inquiry`, `quotation`, `opportunity`, `campaign` and the rest. */
export type CommandSide = {
  readonly [Name in keyof Aggregates]: Aggregates[Name] extends Aggregate<
    infer Command,
    infer State,
    infer Event extends Message,
    infer Refusal extends CodedRefusal
  >
    ? RunCommand<Command, State, Event, Refusal>
    : never;
};

/** One typed function for the commands of each kind of aggregate, over one log. */
export const commandSide = (log: EventLog, world: World, actor: string): CommandSide =>
  Object.fromEntries(
    Object.entries(aggregates).map(([name, each]) => {
      // Each function stands under the name of its own aggregate; a list of both forgets the types.
      const aggregate = each as unknown as Aggregate<
        CommandMessage,
        unknown,
        Message,
        CodedRefusal
      >;
      return [name, runCommand(aggregate, log, world, actor)];
    }),
  ) as unknown as CommandSide;
