import type { Aggregate } from './aggregate.ts';
import { appendSurely, isConflict } from './append-surely.ts';
import type { CommandContext } from './command-context.ts';
import type { CodedRefusal } from './decider.ts';
import { PresalesError } from './errors.ts';
import type { EventMetadata, NewEvent } from './event.ts';
import { eventId } from './event-id.ts';
import type { CommandLog, RevisionConflict } from './event-log.ts';
import { decideInTime } from './fact-order.ts';
import { emitted, type Handled } from './handled.ts';
import type { Instant } from './instant.ts';
import type { KnownStreams } from './known-streams.ts';
import type { CommandMessage, Message } from './message.ts';
import { parse } from './parse.ts';
import type { Retries } from './retries.ts';
import type { Known } from './stream-memory.ts';

/** One command on its way: what it is, whose stream it is for, and what carries it out. */
export interface CommandRun<
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
> {
  readonly aggregate: Aggregate<Command, State, Event, Refusal>;
  readonly log: CommandLog;
  readonly streams: KnownStreams<State, Event>;
  readonly retries: Retries;
  readonly stream: string;
  readonly command: Command;
  readonly context: CommandContext & { readonly fingerprint: string };
}

/** A command id that was given to one command already, and now comes with another one. */
export class CommandIdReused extends PresalesError {
  readonly stream: string;
  readonly commandId: string;

  constructor(stream: string, commandId: string) {
    super(
      'handle/command-id-reused',
      `${stream}: the command id ${commandId} was given before, with another command or other data; nothing was done. Give a new command an id of its own, and a repeated one what it said the first time`,
    );
    this.stream = stream;
    this.commandId = commandId;
  }
}

/**
 * Decides a command and appends what was decided. The first decision is made on what is remembered
 * of the stream. Only when that was not enough, because another writer went on or because there is
 * nothing to append that would have shown it, the stream is read to its end and decided on again.
 */
export const carryOut = async <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  run: CommandRun<Command, State, Event, Refusal>,
): Promise<Handled<Event, Refusal>> => {
  const { streams, stream } = run;
  let answer = await decideOn(run, streams.recall(stream), false);
  while (answer === undefined) answer = await decideOn(run, await streams.catchUp(stream), true);
  return answer;
};

/**
 * Decides on what is known of the stream; `current` when it was just read to its end. Undefined
 * when the command has to be decided anew on what the stream holds now.
 */
const decideOn = async <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  run: CommandRun<Command, State, Event, Refusal>,
  known: Known<State>,
  current: boolean,
): Promise<Handled<Event, Refusal> | undefined> => {
  const { aggregate, streams, stream, command, context } = run;
  const written = known.commands.get(context.commandId);
  if (written !== undefined) {
    const { fingerprint = context.fingerprint } = written;
    if (fingerprint !== context.fingerprint) throw new CommandIdReused(stream, context.commandId);
    const events = await streams.read(stream, written.first, written.last);
    return emitted(events.filter(({ metadata }) => metadata.commandId === context.commandId));
  }
  const { decision, at } = decideInTime(aggregate.decider, aggregate.inOrder, command, {
    ...known,
    atLatest: context.atLatest,
  });
  const adds = decision.outcome === 'emitted' && decision.events.length > 0;
  // Only the log can tell whether what is remembered is the end of the stream. An append asks it.
  if (!adds && !current) return undefined;
  if (decision.outcome === 'refused') return decision;
  if (decision.events.length === 0) return emitted([]);
  return append(run, known, newEvents(run, decision.events, at), current);
};

const append = async <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  run: CommandRun<Command, State, Event, Refusal>,
  known: Known<State>,
  events: readonly NewEvent[],
  current: boolean,
): Promise<Handled<Event, Refusal> | undefined> => {
  const { log, streams, retries, stream } = run;
  try {
    const expected = known.revision ?? 'no-stream';
    const appended = await appendSurely(log, stream, expected, events, retries);
    const answer = await streams.answer(stream, known, events, appended);
    return answer && emitted(answer);
  } catch (error) {
    if (!isConflict(error)) throw error;
    if (isBehind(error)) streams.forget(stream);
    // What was decided on a memory is decided on the stream at once: no rival is known yet.
    if (current) await retries.beforeNext(error);
    return undefined;
  }
};

/**
 * What was decided, as the log takes it. Ids follow from the command's, so that a repetition has
 * the same.
 */
const newEvents = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  { aggregate, stream, context }: CommandRun<Command, State, Event, Refusal>,
  events: readonly Event[],
  at: Instant,
): readonly NewEvent[] => {
  const metadata = metadataOf(context, at);
  return events.map((event, index) => ({
    id: eventId(stream, context.commandId, index),
    type: event.type,
    version: aggregate.codec.versionOf(event.type),
    data: parse(aggregate.events, event, `event ${event.type}`).data,
    metadata,
  }));
};

const metadataOf = (
  context: CommandRun<CommandMessage, unknown, Message, CodedRefusal>['context'],
  occurredAt: Instant,
): EventMetadata => ({
  actor: context.actor,
  commandId: context.commandId,
  correlationId: context.correlationId ?? context.commandId,
  causationId: context.causationId ?? context.commandId,
  occurredAt,
  fingerprint: context.fingerprint,
  ...(context.traceparent === undefined ? {} : { traceparent: context.traceparent }),
});

/**
 * The stream is shorter than it was known to be: the log was restored, and what is known is void.
 */
const isBehind = ({ expected, actual }: RevisionConflict): boolean =>
  expected !== 'no-stream' && (actual === 'no-stream' || actual < expected);
