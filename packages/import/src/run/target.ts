import type { AggregateName } from '@presales/domain';
import {
  BEGINNING,
  type CodedRefusal,
  type CommandContext,
  type CommandMessage,
  derivedId,
  type EventLog,
  type Handled,
  type Message,
  type Position,
} from '@presales/kernel';
import type { CommandSide, Presales, RunCommand } from '@presales/runtime';
import { sharedQuestion } from './shared-question.ts';

/** A command of an import, and the aggregate that takes it. */
export interface ImportCommand {
  readonly aggregate: AggregateName;
  readonly type: string;
  /** Fits the schema of the command's type: the import has parsed it. */
  readonly data: object;
}

/** Where an import's commands go. */
export interface ImportTarget {
  /** Carries out a command: its events are stored, or it is refused. */
  readonly handle: (
    command: ImportCommand,
    context: CommandContext,
  ) => Promise<Handled<Message, CodedRefusal>>;
  /** Where the log ends now: what stands after it is new. */
  readonly head: () => Promise<Position>;
  /**
   * Which log it is, wherever it is kept: a UUID that follows from its first event. Undefined while
   * the log is empty.
   */
  readonly identity: () => Promise<string | undefined>;
}

/** The aggregates of an open log. */
export const presalesTarget = (presales: CommandSide & Pick<Presales, 'log'>): ImportTarget => ({
  handle: ({ aggregate, type, data }, context) => {
    // The import parsed the command against the schema of this aggregate, whose function this is.
    const run = presales[aggregate] as unknown as RunAny;
    return run({ type, data }, context);
  },
  head: sharedQuestion(() => presales.log.head()),
  identity: () => identityOf(presales.log),
});

type RunAny = RunCommand<CommandMessage, unknown, Message, CodedRefusal>;

const identityOf = async (log: EventLog): Promise<string | undefined> => {
  for await (const { events } of log.readAll({ limit: 1 }))
    for (const { id, recordedAt } of events) return derivedId('log', id, recordedAt);
  return undefined;
};

/**
 * Takes every command and stores nothing, so that a dry run finds what cannot be read, but not what
 * would be refused.
 */
export const dryTarget: ImportTarget = {
  handle: async () => ({ outcome: 'emitted', events: [], position: undefined }),
  head: async () => BEGINNING,
  identity: async () => undefined,
};
