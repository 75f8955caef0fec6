import {
  type CommandContext,
  derivedId,
  END_OF_TIME,
  type Instant,
  type RecordedEvent,
} from '@presales/kernel';
import type { DueRow } from './deadline.ts';
import type { Lookup } from './lookup.ts';
import type { Process } from './process.ts';
import { type Request, type Requests, streamOf } from './request.ts';

/**
 * A request as it is sent to its aggregate: who asks, under which command id, and what caused it.
 */
export interface Order {
  readonly request: Request;
  readonly stream: string;
  readonly context: CommandContext;
}

/** A date that has come. */
export type MetDeadline = DueRow & { readonly due_at: Instant };

/** What a process orders in answer to an event; nothing when it does not answer its type. */
export const ordersAfter = async (
  process: Process,
  event: RecordedEvent,
  lookup: Lookup,
): Promise<readonly Order[]> => {
  const react = Object.hasOwn(process.on, event.type) ? process.on[event.type] : undefined;
  if (react === undefined) return [];
  const { correlationId, traceparent } = event.metadata;
  return ordered(process, [event.id], await react(event, lookup), {
    causationId: event.id,
    correlationId,
    ...(traceparent === undefined ? {} : { traceparent }),
  });
};

/** What a process orders because a date has come. */
export const ordersWhenDue = async (
  process: Process,
  due: MetDeadline,
  lookup: Lookup,
): Promise<readonly Order[]> =>
  ordered(process, deadlineParts(due), (await process.deadlines?.fire(due, lookup)) ?? [], {
    causationId: due.cause_id,
    correlationId: due.correlation_id,
  });

const deadlineParts = ({ id, due_at, cause_id }: MetDeadline) => [id, due_at, cause_id] as const;

/**
 * The key of a deadline: what is due, when, and the event that set the date. A date that is moved
 * away and back again is a new deadline, because another event has set it.
 */
export const deadlineKey = (due: MetDeadline): string => JSON.stringify(deadlineParts(due));

/**
 * Command ids derive from the process, the cause, and what is asked of whom. They do not derive
 * from the place in the answer: a process that looks things up may ask for less when it answers
 * again, and the same request must then still have the same id.
 *
 * What follows from a cause happens when the cause does, or later: where something has happened to the
 * aggregate meanwhile that the command follows, the command takes the time of that (B21).
 */
const ordered = (
  { name }: Process,
  cause: readonly string[],
  requests: Requests,
  following: Pick<CommandContext, 'causationId' | 'correlationId' | 'traceparent'>,
): readonly Order[] => {
  const seen = new Map<string, number>();
  return requests.map((request) => {
    const stream = streamOf(request);
    const what = JSON.stringify([stream, request.command.type]);
    const nth = seen.get(what) ?? 0;
    seen.set(what, nth + 1);
    const commandId = derivedId('process', name, ...cause, stream, request.command.type, nth);
    // The id says all of what the command follows from. What it says besides is looked up, and may
    // have changed by the time the same event is answered again.
    const fingerprint = commandId;
    return {
      request,
      stream,
      context: {
        actor: actorOf(name),
        commandId,
        fingerprint,
        ...following,
        atLatest: END_OF_TIME,
      },
    };
  });
};

/** The actor that a process's commands name. */
export const actorOf = (process: string): string => `process:${process}`;

/** Whether an actor is a process; otherwise it is a person, or a program of somebody else's. */
export const isOfProcess = (actor: string): boolean => actor.startsWith(actorOf(''));
