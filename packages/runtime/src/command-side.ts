import {
  type AggregateName,
  aggregates,
  type CommandOf,
  type EventOf,
  type RefusalOf,
  type StateOf,
} from '@presales/domain';
import type { ApprovalPolicy } from '@presales/domain/quotation';
import type { Aggregate, CodedRefusal, CommandMessage, Message } from '@presales/kernel';
import type { CommandLog } from '@presales/kernel/store';
import type { Lookup } from '@presales/processes';
import type { World } from './clock.ts';
import { lookUps } from './look-ups.ts';
import { type CommandDefaults, type RunCommand, runCommand } from './run-command.ts';

/** The command side: `lead`, `inquiry`, `quotation`, `opportunity`, `campaign` and the rest. */
export type CommandSide = {
  readonly [Name in AggregateName]: RunCommand<
    CommandOf<Name>,
    StateOf<Name>,
    EventOf<Name>,
    RefusalOf<Name>
  >;
};

/** What holds for all commands of a log. */
export interface CommandSettings extends CommandDefaults {
  /** What quotations may be without being approved. */
  readonly policies?: readonly ApprovalPolicy[];
}

/** One typed function for the commands of each aggregate, over one log. */
export const commandSide = (
  log: CommandLog,
  world: World,
  { policies = [], ...defaults }: CommandSettings,
): CommandSide => {
  // What one aggregate needs to know of another goes through the other's handler and its memory.
  const load = async (name: AggregateName, id: string) => (await side[name].load(id)).state;
  const found = lookUps(load as Lookup['load'], policies);
  const side = Object.fromEntries(
    Object.entries(aggregates).map(([name, each]) => {
      // Each function stands under the name of its own aggregate; a list of both forgets the types.
      const aggregate = each as unknown as Aggregate<
        CommandMessage,
        unknown,
        Message,
        CodedRefusal
      >;
      return [name, runCommand(aggregate, log, world, defaults, found[name as AggregateName])];
    }),
  ) as unknown as CommandSide;
  return side;
};
