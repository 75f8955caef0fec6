import type { Aggregate } from './aggregate.ts';
import { CommandContext } from './command-context.ts';
import type { CodedRefusal } from './decider.ts';
import { hasCode, PresalesError } from './errors.ts';
import type { EventMetadata, NewEvent, Position, RecordedEvent, Revision } from './event.ts';
import { eventId } from './event-id.ts';
import type { Appended, EventLog, ExpectedRevision, RevisionConflict } from './event-log.ts';
import { inTurn } from './in-turn.ts';
import type { Instant } from './instant.ts';
import type { CommandMessage, Message } from './message.ts';
import { parse } from './parse.ts';
import { defaultRetry, delayAfter, RetriesExhausted, type RetryPolicy } from './retry.ts';
import { type Known, streamMemory } from './stream-memory.ts';
import { streamName } from './stream-name.ts';

/** The answer to a command. */
export type Handled<Event extends Message, Refusal> =
  | {
      readonly outcome: 'emitted';
      /** What was stored for this command, now or when it first came; none means "already so". */
      readonly events: readonly RecordedEvent<Event>[];
      /** Where the last of them stands; undefined when there are none. */
      readonly position: Position | undefined;
    }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** An aggregate as its stream tells it. */
export interface Loaded<State> {
  readonly state: State;
  /** The revision the state stands at. */
  readonly revision: ExpectedRevision;
}

/** What the handler takes from the world. */
export interface HandlerEnvironment {
  readonly log: EventLog;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
  readonly retry?: RetryPolicy;
  /** Streams whose state is kept in memory; 0 keeps none. By default 10,000. */
  readonly cachedStreams?: number;
}

/** The events of a command are stored, but the log failed before they could be read back. */
export class AnswerLost extends PresalesError {
  constructor(stream: string, last: Revision, options: ErrorOptions) {
    super(
      'handle/answer-lost',
      `${stream}: the events are stored up to revision ${last}, but could not be read back; ask again with the same command id`,
      options,
    );
  }
}

/** Runs the commands of one kind of aggregate against a log. */
export interface CommandHandler<
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
> {
  /**
   * Load, fold, decide, append. Commands for one aggregate take turns within a handler; what it
   * remembers of a stream is decided on first, and the stream is read when the append tells that it
   * went on, or when there is nothing to append. Against other writers a lost race is decided anew
   * on what the winner wrote, and an unknown outcome is
   * asked again with the same ids and the same expectation. A command id that already left events
   * in the stream is answered with those events. A refusal, or "already so", leaves no trace:
   * asked again, it is decided again.
   *
   * @throws InvalidInput when the command or its context does not fit its schema, or the decision
   *   an event of its own
   * @throws RetriesExhausted when other writers were faster, or the log unsure, every time
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
}

/** The handler of one kind of aggregate. States are cached per stream; at most the tail is read. */
export const commandHandler = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  aggregate: Aggregate<Command, State, Event, Refusal>,
  environment: HandlerEnvironment,
): CommandHandler<Command, State, Event, Refusal> => {
  const { log, wait, random, retry = defaultRetry, cachedStreams = 10_000 } = environment;
  const { category, codec, decider } = aggregate;
  const memory = streamMemory<State, Event>(decider.initialState, decider.evolve, cachedStreams);
  const takeTurns = inTurn();

  /** What is known of a stream, brought up to its end. Nothing is kept unless all could be read. */
  const catchUp = async (stream: string): Promise<Known<State>> => {
    let known = memory.recall(stream);
    const from = known.revision === undefined ? 0n : known.revision + 1n;
    for await (const page of log.readStream(stream, { from }))
      for (const stored of page) known = memory.learn(known, codec.decode(stored));
    memory.keep(stream, known);
    return known;
  };

  const readBack = async (
    stream: string,
    first: Revision,
    last: Revision,
  ): Promise<readonly RecordedEvent<Event>[]> => {
    const events: RecordedEvent<Event>[] = [];
    for await (const page of log.readStream(stream, {
      from: first,
      limit: Number(last - first) + 1,
    }))
      for (const stored of page) events.push(codec.decode(stored));
    return events;
  };

  const decided = (
    stream: string,
    events: readonly Event[],
    command: Command,
    context: CommandContext,
  ): readonly NewEvent[] => {
    const metadata = metadataOf(context, command.data.at);
    return events.map((event, index) => ({
      id: eventId(stream, context.commandId, index),
      type: event.type,
      version: codec.versionOf(event.type),
      data: parse(aggregate.events, event, `event ${event.type}`).data,
      metadata,
    }));
  };

  /** The tries of one command: waits before the next one, or gives up. */
  const patience = (stream: string) => {
    let tries = 0;
    return async (cause: unknown): Promise<void> => {
      tries += 1;
      if (tries >= retry.attempts) throw new RetriesExhausted(stream, tries, cause);
      await wait(delayAfter(tries, retry, random()));
    };
  };

  /**
   * Appends until the log says yes or no. Once an outcome is unknown, only "stored" and "conflict"
   * settle it: that a log is now busy, full or closed says nothing about the earlier try.
   */
  const appendSurely = async (
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    beforeNext: (cause: unknown) => Promise<void>,
  ): Promise<Appended> => {
    let unknown: unknown;
    for (;;) {
      try {
        return await log.append(stream, expected, events);
      } catch (error) {
        if (hasCode(error, 'event-log/unknown-outcome')) unknown = error;
        else if (unknown === undefined || isConflict(error)) throw error;
        await beforeNext(unknown);
      }
    }
  };

  const run = async (
    stream: string,
    command: Command,
    context: CommandContext,
  ): Promise<Handled<Event, Refusal>> => {
    const beforeNext = patience(stream);
    let known = memory.recall(stream);
    for (let current = false; ; current = true) {
      if (current) known = await catchUp(stream);
      const written = known.commands.get(context.commandId);
      if (written !== undefined) {
        const events = await readBack(stream, written.first, written.last);
        return emitted(events.filter(({ metadata }) => metadata.commandId === context.commandId));
      }

      const decision = decider.decide(command, known.state);
      const adds = decision.outcome === 'emitted' && decision.events.length > 0;
      // Only the log can tell that what is remembered was the end; an append asks it that anyway.
      if (!adds && !current) continue;
      if (decision.outcome === 'refused') return decision;
      if (decision.events.length === 0) return emitted([]);

      const events = decided(stream, decision.events, command, context);
      try {
        const { revision } = await appendSurely(
          stream,
          known.revision ?? 'no-stream',
          events,
          beforeNext,
        );
        const stored = await answer(stream, known, events.length, revision);
        if (stored !== undefined) return emitted(stored);
      } catch (error) {
        if (!isConflict(error)) throw error;
        if (isBehind(error)) memory.forget(stream);
        if (current) await beforeNext(error);
      }
    }
  };

  /**
   * What was stored a moment ago, as the log has it; only it knows positions and its own time. One
   * event more is looked at: when it is the same command's, these were stored once by a command of
   * this id that said more, and the log knew them again. Then undefined: the stream tells the rest.
   */
  const answer = async (
    stream: string,
    known: Known<State>,
    count: number,
    last: Revision,
  ): Promise<readonly RecordedEvent<Event>[] | undefined> => {
    try {
      const read = await readBack(stream, last - BigInt(count) + 1n, last + 1n);
      const events = read.slice(0, count);
      if (events.length !== count) throw new RangeError(`${events.length} of ${count} were found`);
      if (read[count]?.metadata.commandId === events[0]?.metadata.commandId) return undefined;
      memory.keep(stream, events.reduce(memory.learn, known));
      return events;
    } catch (cause) {
      throw new AnswerLost(stream, last, { cause });
    }
  };

  return {
    handle: async (input, context) => {
      const command = parse(aggregate.commands, input, `command ${nameOf(input)}`);
      const checked = parse(CommandContext, context, `context of command ${command.type}`);
      const stream = streamName(category, aggregate.identify(command));
      return takeTurns(stream, () => run(stream, command, checked));
    },
    load: async (id) => {
      const { state, revision = 'no-stream' } = await catchUp(streamName(category, id));
      return { state, revision };
    },
  };
};

const emitted = <Event extends Message>(events: readonly RecordedEvent<Event>[]) =>
  ({ outcome: 'emitted', events, position: events.at(-1)?.position }) as const;

/** The command's name for an error message, before anything is known about its shape. */
const nameOf = (input: unknown): string =>
  typeof input === 'object' && input !== null && 'type' in input && typeof input.type === 'string'
    ? input.type
    : '';

const isConflict = (error: unknown): error is RevisionConflict =>
  hasCode(error, 'event-log/conflict');

/** The stream is shorter than we knew it: the log was restored, and what we know is void. */
const isBehind = ({ expected, actual }: RevisionConflict): boolean =>
  expected !== 'no-stream' && (actual === 'no-stream' || actual < expected);

const metadataOf = (context: CommandContext, occurredAt: Instant): EventMetadata => ({
  actor: context.actor,
  commandId: context.commandId,
  correlationId: context.correlationId ?? context.commandId,
  causationId: context.causationId ?? context.commandId,
  occurredAt,
  ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
});
