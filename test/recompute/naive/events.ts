import { decodeEvent, type PresalesEvent } from '@presales/domain';
import type { Instant, StoredEvent } from '@presales/kernel';

/** Where an event stands in the two times. */
interface Stamp {
  /** Business time. */
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly position: number;
}

/** An event, as it is read from the log. */
export type Happened = PresalesEvent & Stamp;

/** The events of some types. */
export type Of<Type extends PresalesEvent['type']> = Extract<PresalesEvent, { type: Type }> & Stamp;

/** The two times of a question. */
export interface Times {
  readonly asOf?: Instant;
  readonly knownAt?: bigint;
}

/** All that a question may know of. */
export interface History {
  /** What had happened, by business time and then by the log. */
  readonly happened: readonly Happened[];
  /** The same, with what is dated later: names, merges and whatever has a date of its own. */
  readonly known: readonly Happened[];
  readonly asOf: Instant | undefined;
}

/** What a log tells at some time. */
export const historyAt = (events: readonly StoredEvent[], { asOf, knownAt }: Times): History => {
  const known = events
    .filter(({ position }) => knownAt === undefined || position <= knownAt)
    .map((stored) => {
      const event = decodeEvent(stored);
      return {
        ...event,
        at: event.metadata.occurredAt,
        position: Number(event.position),
      } satisfies Stamp & { readonly type: string };
    })
    .sort((left, right) =>
      left.at === right.at ? left.position - right.position : left.at < right.at ? -1 : 1,
    );
  return {
    known,
    happened: known.filter(({ at }) => asOf === undefined || at < asOf),
    asOf,
  };
};

/** Things by what they have in common. */
export const grouped = <Thing, Key>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => Key,
): ReadonlyMap<Key, readonly Thing[]> => {
  const groups = new Map<Key, Thing[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing)) ?? [];
    groups.set(keyOf(thing), group);
    group.push(thing);
  }
  return groups;
};

/** What is computed of a history, once for all questions about it. */
export const once = <Result>(
  compute: (history: History) => Result,
): ((history: History) => Result) => {
  const results = new WeakMap<History, Result>();
  return (history) => {
    const before = results.get(history);
    if (before !== undefined) return before;
    const result = compute(history);
    results.set(history, result);
    return result;
  };
};

/** What is computed of a text, once: the days of very many events are asked again and again. */
export const remembered = <Result>(compute: (text: string) => Result) => {
  const results = new Map<string, Result>();
  return (text: string): Result => {
    const before = results.get(text);
    if (before !== undefined) return before;
    const result = compute(text);
    results.set(text, result);
    return result;
  };
};

/** The events of some types among others. */
export const only = <Type extends PresalesEvent['type']>(
  events: readonly Happened[],
  ...types: readonly Type[]
): readonly Of<Type>[] => {
  const lists = found.get(events) ?? new Map<string, readonly Happened[]>();
  found.set(events, lists);
  const key = types.join();
  const list = lists.get(key) ?? events.filter(({ type }) => types.some((one) => one === type));
  lists.set(key, list);
  // What is filed under some types is of these types.
  return list as readonly Of<Type>[];
};

/** What was found before among a list of events: a year of the demo has very many. */
const found = new WeakMap<readonly Happened[], Map<string, readonly Happened[]>>();

/** The last id in a chain of merges. */
export const survivor = (
  id: string,
  merges: readonly { readonly from: string; readonly into: string }[],
): string => {
  let [current, left] = [id, merges.length];
  for (;;) {
    const next = merges.findLast(({ from }) => from === current);
    if (next === undefined || left === 0) return current;
    current = next.into;
    left -= 1;
  }
};
