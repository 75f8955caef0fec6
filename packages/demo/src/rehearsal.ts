import type { AggregateName } from '@presales/domain';
import { aggregates } from '@presales/domain';
import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  type Handled,
  type Instant,
  type Message,
  type RecordedEvent,
  streamName,
} from '@presales/kernel';
import { eventId } from '@presales/kernel/store';
import {
  heardTypes,
  inlineProcesses,
  type Lookup,
  type Order,
  type Process,
} from '@presales/processes';
import type { Line } from './script.ts';
import { at, END } from './timeline.ts';

/** A line that somebody was told no to, and why. */
export interface RefusedLine {
  readonly line: Line;
  readonly code: string;
}

/** What came of a script when it was played through. */
export interface Rehearsal {
  /** What left a trace, with what the processes asked in answer to it, each after its cause. */
  readonly lines: readonly Line[];
  /** How often each thing happened, by the type of its event. */
  readonly happened: ReadonlyMap<string, number>;
  /** What people asked and were refused: it left none. */
  readonly refused: readonly RefusedLine[];
}

/**
 * Plays a script through in memory, with the processes listening, so that the story holds what they
 * do as well. A process is told of everything at once and may look up how all things stand at that
 * hour, which a log that is told the story again, after it was interrupted, could not offer.
 */
export const rehearse = async (
  script: readonly Line[],
  processes: readonly Process[],
): Promise<Rehearsal> => {
  const states = new Map<string, { readonly state: unknown; readonly revision: bigint }>();
  const heard = new Set(processes.flatMap(heardTypes));
  const commandOf = new Map<string, string>();
  const happened = new Map<string, number>();
  const lines: Line[] = [];
  const refused: RefusedLine[] = [];
  let hour: Instant = '';
  let position = 0n;

  const carryOut = (line: Line): Handled<Message, CodedRefusal> => {
    const { codec, decider } = aggregateOf(line.aggregate);
    const known = states.get(line.stream);
    const decision = decider.decide(line.command, known?.state ?? decider.initialState);
    if (decision.outcome === 'refused') return decision;
    const { commandId, actor, correlationId, causationId, stream } = line;
    let state = known?.state ?? decider.initialState;
    let revision = known?.revision ?? -1n;
    const events = decision.events.map((event, index): RecordedEvent => {
      state = decider.evolve(state, event);
      revision += 1n;
      position += 1n;
      happened.set(event.type, (happened.get(event.type) ?? 0) + 1);
      // Only what a process hears is ever asked for its id.
      const id = heard.has(event.type) ? eventId(stream, commandId, index) : '';
      commandOf.set(id, commandId);
      return {
        id,
        stream,
        revision,
        position,
        ...event,
        version: codec.versionOf(event.type),
        metadata: {
          actor,
          commandId,
          correlationId,
          causationId,
          occurredAt: line.command.data.at,
        },
        recordedAt: line.askedAt,
      };
    });
    if (events.length > 0) {
      states.set(stream, { state, revision });
      lines.push(line);
    }
    return { outcome: 'emitted', events, position };
  };

  const load = async (kind: AggregateName, id: string): Promise<unknown> => {
    const { category, decider } = aggregateOf(kind);
    return states.get(streamName(category, id))?.state ?? decider.initialState;
  };

  /** A process asks at once, or when what it asks for is dated, whichever is later. */
  const lineOf = ({ request, stream, context }: Order): Line => {
    const { commandId, actor, correlationId = commandId, causationId = commandId } = context;
    hour = later(hour, request.command.data.at);
    return {
      ...request,
      stream,
      askedAt: hour,
      commandId,
      actor,
      correlationId,
      causationId,
      after: commandOf.get(causationId) ?? commandId,
      mayBeRefused: true,
    };
  };

  const inline = inlineProcesses({
    processes,
    // The states were folded by the deciders of the very aggregates that they are asked for by.
    load: load as Lookup['load'],
    perform: async (order) => carryOut(lineOf(order)),
  });

  let day = '';
  for (const line of script) {
    const today = line.askedAt.slice(0, 10);
    if (today !== day) await inline.meetDeadlines(`${today}T00:00:00.000Z`);
    day = today;
    hour = later(hour, line.askedAt);
    const answer = carryOut(line);
    if (answer.outcome === 'refused') refused.push({ line, code: answer.refusal.code });
    else for (const event of answer.events) if (heard.has(event.type)) await inline.deliver(event);
  }
  await inline.meetDeadlines(at(END - 1));
  return { lines, happened, refused };
};

const later = (left: Instant, right: Instant): Instant => (left > right ? left : right);

/** The aggregate of that name; a list of all of them forgets which is which. */
const aggregateOf = (kind: AggregateName) =>
  aggregates[kind] as unknown as Aggregate<CommandMessage, unknown, Message, CodedRefusal>;
