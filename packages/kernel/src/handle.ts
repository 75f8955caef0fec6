import { LRUCache } from 'lru-cache';
import type { Aggregate } from './aggregate.ts';
import { messageTypes } from './codec.ts';
import type { CodedRefusal } from './decider.ts';
import { InvalidInput, PresalesError } from './errors.ts';
import type { EventMetadata, NewEvent, Position, RecordedEvent, Revision } from './event.ts';
import { eventId } from './event-id.ts';
import {
  type EventLog,
  type ExpectedRevision,
  RevisionConflict,
  UnknownOutcome,
} from './event-log.ts';
import type { Instant } from './instant.ts';
import type { CommandMessage, Message } from './message.ts';
import { parse } from './parse.ts';
import { streamName } from './stream-name.ts';

/** What goes with a command: who asks, under which id, following what. */
export interface CommandContext {
  readonly actor: string;
  /** The same id asks the same thing: a repeated command is answered as it was the first time. */
  readonly commandId: string;
  /** By default the command id. */
  readonly correlationId?: string;
  /** By default the command id. */
  readonly causationId?: string;
  readonly traceparent?: string;
}

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

/** How often and how fast a lost race or an unknown outcome is tried again. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Milliseconds before the second try; doubled each time, and jittered between half and all. */
  readonly firstDelay: number;
  readonly longestDelay: number;
}

/** Ten tries within about two seconds. */
export const defaultRetry: RetryPolicy = { attempts: 10, firstDelay: 5, longestDelay: 500 };

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

/** A stream was contended, or its log unsure, through every try. */
export class RetriesExhausted extends PresalesError {
  constructor(stream: string, attempts: number, cause: unknown) {
    const unknown = cause instanceof UnknownOutcome;
    super(
      unknown ? 'handle/unknown-outcome' : 'handle/contended',
      unknown
        ? `${stream}: after ${attempts} tries nobody can tell whether the events are stored; ask again with the same command id`
        : `${stream}: other writers were faster ${attempts} times; nothing was stored`,
      { cause },
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
   * Load, fold, decide, append. A lost race is decided anew on what the winner wrote; an unknown
   * outcome is asked again with the same ids. A command id that already left events in the stream
   * is answered with those events. A refusal, or "already so", leaves no trace: asked again, it is
   * decided again.
   *
   * @throws InvalidInput when the command does not fit its schema
   * @throws RetriesExhausted
   * @throws EventLogError, InvalidAppend, UndecodableEvent
   */
  readonly handle: (command: Command, context: CommandContext) => Promise<Handled<Event, Refusal>>;
  /** The present state of one aggregate. */
  readonly load: (id: string) => Promise<Loaded<State>>;
}

/** A stream's state in memory, and which revisions each of its commands wrote. */
interface Known<State> {
  readonly state: State;
  readonly revision: Revision | undefined;
  /** Shared by the successive entries of one stream: it only ever grows with its events. */
  readonly commands: Map<string, Written>;
}
interface Written {
  readonly first: Revision;
  readonly last: Revision;
}

/** The handler of one kind of aggregate. States are cached per stream; only the tail is read. */
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
  const cache =
    cachedStreams > 0 ? new LRUCache<string, Known<State>>({ max: cachedStreams }) : undefined;
  const commandTypes = new Set<string>(messageTypes(aggregate.commands));

  const remembered = (stream: string): Known<State> =>
    cache?.get(stream) ?? {
      state: decider.initialState,
      revision: undefined,
      commands: new Map(),
    };

  /** What is known brought up to the stream's end, and the events that were new. */
  const catchUp = async (stream: string, known: Known<State>) => {
    let { state, revision } = known;
    const tail: RecordedEvent<Event>[] = [];
    const from = revision === undefined ? 0n : revision + 1n;
    for await (const page of log.readStream(stream, { from })) {
      for (const stored of page) {
        const event = codec.decode(stored);
        // A recorded event is its message and more; the compiler cannot see it through the generic.
        state = decider.evolve(state, event as unknown as Event);
        revision = stored.revision;
        learn(known.commands, stored.metadata.commandId, stored.revision);
        tail.push(event);
      }
    }
    const now = tail.length === 0 ? known : { state, revision, commands: known.commands };
    if (tail.length > 0) cache?.set(stream, now);
    return { now, tail };
  };

  const answerAgain = async (stream: string, { first, last }: Written) => {
    const events: RecordedEvent<Event>[] = [];
    const limit = Number(last - first) + 1;
    for await (const page of log.readStream(stream, { from: first, limit }))
      for (const stored of page) events.push(codec.decode(stored));
    return emitted(events);
  };

  const attempt = async (
    stream: string,
    command: Command,
    context: CommandContext,
  ): Promise<Handled<Event, Refusal>> => {
    const { now } = await catchUp(stream, remembered(stream));
    const written = now.commands.get(context.commandId);
    if (written !== undefined) return answerAgain(stream, written);

    const decision = decider.decide(command, now.state);
    if (decision.outcome === 'refused') return decision;
    if (decision.events.length === 0) return emitted([]);

    const metadata = metadataOf(context, command.data.at);
    const events = decision.events.map(
      (event, index): NewEvent => ({
        id: eventId(context.commandId, index),
        type: event.type,
        version: codec.versionOf(event.type),
        data: parse(aggregate.events, event, `event ${event.type}`).data,
        metadata,
      }),
    );
    await log.append(stream, now.revision ?? 'no-stream', events);
    const { tail } = await catchUp(stream, now);
    return emitted(tail.filter(({ metadata }) => metadata.commandId === context.commandId));
  };

  const handle = async (
    input: Command,
    context: CommandContext,
  ): Promise<Handled<Event, Refusal>> => {
    if (!commandTypes.has(input.type))
      throw new InvalidInput(`command ${input.type}`, [
        {
          path: 'type',
          expected: `unknown command; expected one of ${[...commandTypes].join(', ')}`,
        },
      ]);
    const command = parse(aggregate.commands, input, `command ${input.type}`);
    const stream = streamName(category, aggregate.identify(command));
    for (let tried = 1; ; tried++) {
      try {
        return await attempt(stream, command, context);
      } catch (error) {
        if (!(error instanceof RevisionConflict || error instanceof UnknownOutcome)) throw error;
        if (tried >= retry.attempts) throw new RetriesExhausted(stream, tried, error);
        await wait(delayBefore(tried, retry, random()));
      }
    }
  };

  const load = async (id: string): Promise<Loaded<State>> => {
    const stream = streamName(category, id);
    const { now } = await catchUp(stream, remembered(stream));
    return { state: now.state, revision: now.revision ?? 'no-stream' };
  };

  return { handle, load };
};

const emitted = <Event extends Message>(events: readonly RecordedEvent<Event>[]) =>
  ({ outcome: 'emitted', events, position: events.at(-1)?.position }) as const;

const learn = (commands: Map<string, Written>, commandId: string, revision: Revision): void => {
  const written = commands.get(commandId);
  const last = written === undefined || revision > written.last ? revision : written.last;
  commands.set(commandId, { first: written?.first ?? revision, last });
};

const metadataOf = (context: CommandContext, occurredAt: Instant): EventMetadata => ({
  actor: context.actor,
  commandId: context.commandId,
  correlationId: context.correlationId ?? context.commandId,
  causationId: context.causationId ?? context.commandId,
  occurredAt,
  ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
});

const delayBefore = (tried: number, { firstDelay, longestDelay }: RetryPolicy, random: number) =>
  Math.min(firstDelay * 2 ** (tried - 1), longestDelay) * (0.5 + random / 2);
