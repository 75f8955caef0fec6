import { type AggregateName, aggregates } from '@presales/domain';
import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  decideInTime,
  fold,
  type Handled,
  type Instant,
  type LatestFacts,
  type Message,
  noteFact,
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

/** A line that was refused, and why. */
export interface RefusedLine {
  readonly line: Line;
  readonly code: string;
}

/** What came of a script when it was played through. */
export interface Rehearsal {
  /** The lines that left an event, and those of the processes that answered them, each after its cause. */
  readonly lines: readonly Line[];
  /** How often each thing happened, by the type of its event. */
  readonly happened: ReadonlyMap<string, number>;
  /** The lines of people that were refused. They left no event. */
  readonly refused: readonly RefusedLine[];
}

/**
 * Plays a script through in memory, with the processes listening, so that the story holds what they
 * do as well. Here a process hears of everything at once, and what it looks up stands as it stood at
 * that hour. A log to which the story is told again, after an interruption, could not offer that.
 */
export const rehearse = async (
  script: readonly Line[],
  processes: readonly Process[],
): Promise<Rehearsal> => {
  const stage = emptyStage(processes);
  const refused: RefusedLine[] = [];
  const inline = inlineProcesses({
    processes,
    // A state is folded by the decider of the aggregate under whose name it is looked up.
    load: ((name: AggregateName, id: string) => stateOf(stage, name, id)) as Lookup['load'],
    perform: async (order) => carryOut(stage, lineOf(stage, order), order.context.atLatest),
  });
  let day = '';
  for (const line of script) {
    const today = line.askedAt.slice(0, 10);
    if (today !== day) await inline.meetDeadlines(`${today}T00:00:00.000Z`);
    day = today;
    stage.hour = later(stage.hour, line.askedAt);
    const answer = carryOut(stage, line);
    if (answer.outcome === 'refused') refused.push({ line, code: answer.refusal.code });
    else
      for (const event of answer.events)
        if (stage.heard.has(event.type)) await inline.deliver(event);
  }
  await inline.meetDeadlines(at(END - 1));
  return { lines: stage.lines, happened: stage.happened, refused };
};

/** A stream as far as it was played. */
interface Played {
  readonly state: unknown;
  readonly revision: bigint;
  readonly latest: LatestFacts;
}

/** Where a rehearsal stands. */
interface Stage {
  /** The types of events that some process hears. */
  readonly heard: ReadonlySet<string>;
  readonly states: Map<string, Played>;
  /** The command that caused an event which a process hears, by the event's id. */
  readonly commandOf: Map<string, string>;
  readonly happened: Map<string, number>;
  readonly lines: Line[];
  hour: Instant;
  position: bigint;
}

const emptyStage = (processes: readonly Process[]): Stage => ({
  heard: new Set(processes.flatMap(heardTypes)),
  states: new Map(),
  commandOf: new Map(),
  happened: new Map(),
  lines: [],
  hour: '',
  position: 0n,
});

/** The line with the time that its command took from a fact it follows. */
const datedAt = (line: Line, at: Instant): Line => {
  const { command } = line;
  // It is the command of the line, with another time.
  return { ...line, command: { ...command, data: { ...command.data, at } } as typeof command };
};

const carryOut = (stage: Stage, line: Line, atLatest?: Instant): Handled<Message, CodedRefusal> => {
  const { decider, inOrder } = aggregateOf(line.aggregate);
  const { state, revision, latest }: Played = stage.states.get(line.stream) ?? {
    state: decider.initialState,
    revision: -1n,
    latest: new Map(),
  };
  const { command } = line;
  const { decision, at } = decideInTime(decider, inOrder, command, { state, latest, atLatest });
  if (decision.outcome === 'refused') return decision;
  const dated = at === command.data.at ? line : datedAt(line, at);
  const events = decision.events.map((event, index) =>
    record(stage, dated, event, revision + BigInt(index + 1), index),
  );
  if (events.length > 0) {
    const next = fold(decider, events, state);
    if (inOrder !== undefined) for (const event of events) noteFact(inOrder, latest, event);
    stage.states.set(line.stream, {
      state: next,
      revision: revision + BigInt(events.length),
      latest,
    });
    stage.lines.push(dated);
  }
  return { outcome: 'emitted', events, position: stage.position };
};

const record = (
  stage: Stage,
  { aggregate, command, commandId, actor, correlationId, causationId, stream, askedAt }: Line,
  event: Message,
  revision: bigint,
  index: number,
): RecordedEvent => {
  stage.position += 1n;
  stage.happened.set(event.type, (stage.happened.get(event.type) ?? 0) + 1);
  // An id is made of what processes hear only: nobody asks for the others'.
  const id = stage.heard.has(event.type) ? eventId(stream, commandId, index) : '';
  stage.commandOf.set(id, commandId);
  return {
    id,
    stream,
    revision,
    position: stage.position,
    ...event,
    version: aggregateOf(aggregate).codec.versionOf(event.type),
    metadata: { actor, commandId, correlationId, causationId, occurredAt: command.data.at },
    recordedAt: askedAt,
  };
};

const stateOf = async (stage: Stage, name: AggregateName, id: string): Promise<unknown> => {
  const { category, decider } = aggregateOf(name);
  return stage.states.get(streamName(category, id))?.state ?? decider.initialState;
};

/** A process gives its command now, or at the command's own hour where that is later. */
const lineOf = (stage: Stage, { request, stream, context }: Order): Line => {
  const { commandId, actor, correlationId = commandId, causationId = commandId } = context;
  const { fingerprint } = context;
  stage.hour = later(stage.hour, request.command.data.at);
  return {
    ...request,
    stream,
    askedAt: stage.hour,
    commandId,
    actor,
    correlationId,
    causationId,
    ...(fingerprint === undefined ? {} : { fingerprint }),
    after: stage.commandOf.get(causationId) ?? commandId,
    mayBeRefused: true,
  };
};

const later = (left: Instant, right: Instant): Instant => (left > right ? left : right);

/** The aggregate of that name; looked up in the table it is any of them. */
const aggregateOf = (name: AggregateName) =>
  aggregates[name] as unknown as Aggregate<CommandMessage, unknown, Message, CodedRefusal>;
