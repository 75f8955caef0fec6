import type { Aggregate } from './aggregate.ts';
import { CommandContext } from './command-context.ts';
import { carryOut } from './command-run.ts';
import type { CodedRefusal } from './decider.ts';
import type { CommandLog, ExpectedRevision } from './event-log.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Handled } from './handled.ts';
import { inTurn } from './in-turn.ts';
import { KnownStreams } from './known-streams.ts';
import type { CommandMessage, Message } from './message.ts';
import { parse } from './parse.ts';
import { Retries } from './retries.ts';
import { defaultRetry, type RetryPolicy } from './retry.ts';
import { streamMemory } from './stream-memory.ts';
import { streamName } from './stream-name.ts';

/** The state of an aggregate as its stream has it. */
export interface Loaded<State> {
  readonly state: State;
  /** The revision the state stands at. */
  readonly revision: ExpectedRevision;
}

/** What the handler takes from the world. */
export interface HandlerEnvironment {
  readonly log: CommandLog;
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  /** How often and how fast a command is tried again. By default ten times within two seconds. */
  readonly retry?: RetryPolicy;
  /** The number of streams whose state is kept in memory; 0 keeps none. By default 10,000. */
  readonly cachedStreams?: number;
}

/** Runs the commands of one kind of aggregate against a log. */
export interface CommandHandler<
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
> {
  /**
   * Loads, folds, decides and appends.
   *
   * Commands for one aggregate take turns within a handler. A command is first decided on what the
   * handler remembers of the stream; the stream is read when the append shows that it went on, or
   * when there is nothing to append. When another writer was faster, the command is decided again
   * on what that writer wrote. When nobody can tell whether the events are stored, they are
   * appended again with the same ids and the same expectation.
   *
   * A command that is dated before a fact that it undoes, replaces or rests on takes the fact's time,
   * where it can have been meant so, or is refused (see `decideInTime`). The events tell the time
   * that was taken.
   *
   * A command id that has already left events in the stream is answered with those events, provided
   * that the command says what it said then (see `fingerprint` of the context). A refusal, or an
   * answer without events, leaves no trace: the same command given again is decided again.
   *
   * @throws CommandIdReused when the id has left events in the stream for another command
   * @throws InvalidInput when the command or its context does not fit its schema, or the decision
   *   an event of its own
   * @throws RetriesExhausted when other writers were faster, or the outcome unknown, every time
   * @throws AnswerLost when the events are stored and cannot be read back
   * @throws UndecodableEvent when the stream holds what this program cannot read
   * @throws EventLogError, InvalidAppend with nothing stored
   */
  readonly handle: (command: Command, context: CommandContext) => Promise<Handled<Event, Refusal>>;
  /**
   * The present state of one aggregate.
   *
   * @throws InvalidInput, UndecodableEvent, EventLogError
   */
  readonly load: (id: string) => Promise<Loaded<State>>;
  /** Drops what is remembered of one aggregate, because its log took back what was appended. */
  readonly forget: (id: string) => void;
}

/**
 * The handler of one kind of aggregate. It keeps the states of streams, and then reads no more of a
 * stream than what was added since.
 */
export const commandHandler = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  aggregate: Aggregate<Command, State, Event, Refusal>,
  { log, wait, random, retry = defaultRetry, cachedStreams = 10_000 }: HandlerEnvironment,
): CommandHandler<Command, State, Event, Refusal> => {
  const { category, codec, decider, inOrder } = aggregate;
  const memory = streamMemory<State, Event>(decider, inOrder, cachedStreams);
  const streams = new KnownStreams(log, codec, memory);
  const takeTurns = inTurn();

  return {
    handle: async (input, context) => {
      const command = parse(aggregate.commands, input, `command ${nameOf(input)}`);
      const asked = parse(CommandContext, context, `context of command ${command.type}`);
      const fingerprint = asked.fingerprint ?? fingerprintOf(input);
      const stream = streamName(category, aggregate.identify(command));
      return takeTurns(stream, () => {
        const retries = new Retries(stream, retry, { wait, random });
        return carryOut({
          aggregate,
          log,
          streams,
          retries,
          stream,
          command,
          context: { ...asked, fingerprint },
        });
      });
    },
    load: async (id) => {
      const { state, revision = 'no-stream' } = await streams.catchUp(streamName(category, id));
      return { state, revision };
    },
    forget: (id) => streams.forget(streamName(category, id)),
  };
};

/** The command's name for an error message, before anything is known about its shape. */
const nameOf = (input: unknown): string =>
  typeof input === 'object' && input !== null && 'type' in input && typeof input.type === 'string'
    ? input.type
    : '';
