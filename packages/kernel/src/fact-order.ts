import { lastMeantBy, type Zone } from './calendar.ts';
import type { CodedRefusal, Decider, Decision } from './decider.ts';
import type { RecordedEvent } from './event.ts';
import { type Instant, isInstant } from './instant.ts';
import type { CommandMessage, Message } from './message.ts';

/**
 * What of an aggregate a fact is about: its status, its owner. With `by`, one of several of a kind,
 * told apart by fields of the data, the widest first: the consent for one purpose. Whoever follows an
 * aspect by its name alone, or by the first of its fields, follows all of them.
 */
export type Aspect<Field extends string = string> =
  | string
  | { readonly aspect: string; readonly by: readonly Field[] };

/** The aspects that each of some messages is about. */
export type AspectsOf<M extends Message> = {
  readonly [Each in M as Each['type']]: readonly Aspect<FieldOf<Each['data']>>[];
};

/** A field of a message's data, or a field of a field: `objective.of`. */
type FieldOf<Data extends object> = (keyof Data & string) | `${keyof Data & string}.${string}`;

/**
 * What of an aggregate happens after what (B21). Deciders go by the order of the log, reports by
 * business time: they agree because nothing is dated before a fact that it undoes, replaces or rests
 * on.
 */
export interface FactOrder<Command extends Message, Event extends Message> {
  /** What each event settles; nothing, where it stands beside all others. */
  readonly settles: AspectsOf<Event>;
  /** What each command undoes or rests on, beside what its events settle anew. */
  readonly follows: AspectsOf<Command>;
}

/** A table of aspects by the types of messages, whatever the messages are. */
export type AspectTable = Readonly<Record<string, readonly Aspect[]>>;

/** Something that happened, and when in business time. */
export interface PastFact {
  /** The type of the event. */
  readonly fact: string;
  readonly factAt: Instant;
}

/** The latest fact about each aspect. */
export type LatestFacts = Map<string, PastFact>;

/** How an aggregate keeps its facts in order. */
export interface InOrder<State, Refusal> {
  readonly order: { readonly settles: AspectTable; readonly follows: AspectTable };
  /** Where the aggregate's days are counted; UTC when undefined. */
  readonly zoneOf?: (state: State) => Zone | undefined;
  /** The "no" to a command that is dated before the fact. */
  readonly refusal: (before: PastFact) => Refusal;
}

/**
 * Adds a recorded event to the latest facts, in place. A fact of the same instant replaces one; one
 * without an instant, as another program may have stored it, comes before nothing and after nothing.
 */
export const noteFact = (
  { order }: Pick<InOrder<never, never>, 'order'>,
  latest: LatestFacts,
  { type, data, metadata }: Pick<RecordedEvent, 'type' | 'data' | 'metadata'>,
): void => {
  const factAt: unknown = metadata.occurredAt;
  if (!isInstant(factAt)) return;
  for (const path of pathsOf(order.settles, type, data))
    for (let length = 1; length <= path.length; length += 1) {
      const key = path.slice(0, length).join(' ');
      if (factAt >= (latest.get(key)?.factAt ?? '')) latest.set(key, { fact: type, factAt });
    }
};

/** A decision, and the business time of what was decided. */
export interface DatedDecision<Event, Refusal> {
  readonly decision: Decision<Event, Refusal>;
  readonly at: Instant;
}

/** What a decision in time is made on. */
export interface InTime<State> {
  readonly state: State;
  readonly latest: LatestFacts;
  /** The latest that the command can have been meant for, where that is later than its `at` says. */
  readonly atLatest?: Instant | undefined;
}

/**
 * Decides a command in the order of the facts. Where it is dated before a fact that it follows:
 *
 * - it takes the fact's own time, where that is no later than it can have been meant for: the
 *   context's `atLatest`, or the end of the day where `at` is the first instant of a day, in the zone of
 *   the aggregate or in UTC, because whoever enters a date says nothing about the hour;
 * - else it is refused, and the refusal names the fact and its time. What is already so changes
 *   nothing whenever it is asked, and another reason to refuse goes first.
 */
export const decideInTime = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  { decide }: Pick<Decider<Command, State, Event, Refusal>, 'decide'>,
  inOrder: InOrder<State, Refusal> | undefined,
  command: Command,
  { state, latest, atLatest }: InTime<State>,
): DatedDecision<Event, Refusal> => {
  const asked = command.data.at;
  if (inOrder === undefined) return { decision: decide(command, state), at: asked };
  const { order, zoneOf, refusal } = inOrder;
  const keys = new Set(keysOf(order.follows, command.type, command.data));
  let at = asked;
  let before = latestOf(keys, latest);
  for (;;) {
    if (before !== undefined && before.factAt > at) {
      const late = before;
      if (late.factAt > latestOfTwo(atLatest, lastMeantBy(asked, zoneOf?.(state))))
        return { decision: unlessChanging(decide(command, state), () => refusal(late)), at: asked };
      at = late.factAt;
    }
    const decision = decide(
      at === asked ? command : { ...command, data: { ...command.data, at } },
      state,
    );
    // What the events settle anew is never dated before what settled it last.
    for (const key of keysOfEvents(order, decision)) keys.add(key);
    before = latestOf(keys, latest);
    if (before === undefined || before.factAt <= at) return { decision, at };
  }
};

const latestOfTwo = (one: Instant | undefined, other: Instant): Instant =>
  one !== undefined && one > other ? one : other;

/** The aspects that the events of a decision settle. */
const keysOfEvents = (
  { settles }: { readonly settles: AspectTable },
  decision: Decision<Message, unknown>,
): readonly string[] =>
  decision.outcome === 'emitted'
    ? decision.events.flatMap(({ type, data }) => keysOf(settles, type, data))
    : [];

/** The decision, unless it would store something: then the refusal. */
const unlessChanging = <Event, Refusal>(
  decision: Decision<Event, Refusal>,
  refusal: () => Refusal,
): Decision<Event, Refusal> =>
  decision.outcome === 'emitted' && decision.events.length > 0
    ? { outcome: 'refused', refusal: refusal() }
    : decision;

const latestOf = (keys: Iterable<string>, latest: LatestFacts): PastFact | undefined => {
  let last: PastFact | undefined;
  for (const key of keys) {
    const fact = latest.get(key);
    if (fact !== undefined && fact.factAt > (last?.factAt ?? '')) last = fact;
  }
  return last;
};

/** The names of the aspects that a message is about. */
const keysOf = (table: AspectTable, type: string, data: object): readonly string[] =>
  pathsOf(table, type, data).map((path) => path.join(' '));

/** The aspects that a message is about, each as the way to it from the name of the aspect. */
const pathsOf = (
  table: AspectTable,
  type: string,
  data: object,
): readonly (readonly [string, ...string[]])[] =>
  (table[type] ?? []).map((aspect) =>
    typeof aspect === 'string'
      ? [aspect]
      : [aspect.aspect, ...aspect.by.map((field) => JSON.stringify(fieldOf(data, field)) ?? '')],
  );

/** The value of a field, or of a field of a field: `objective.of`. */
const fieldOf = (data: object, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, field) => (value as Readonly<Record<string, unknown>> | undefined)?.[field],
      data,
    );
