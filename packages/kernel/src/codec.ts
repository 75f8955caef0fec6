import type { z } from 'zod';
import { PresalesError } from './errors.ts';
import type { RecordedEvent, StoredEvent } from './event.ts';
import type { Message } from './message.ts';
import { problemsOf } from './parse.ts';

/** Turns the data of one event type from version `from` into version `from + 1`. Pure. */
export interface Upcaster {
  readonly type: string;
  readonly from: number;
  readonly up: (data: Record<string, unknown>) => Record<string, unknown>;
}

/** The schema of a discriminated union of messages. */
export type MessageUnion<M extends Message> = z.ZodType<M> & {
  readonly options: readonly z.ZodType[];
};

/** Knows the present version of every event type of one family, and how older ones become it. */
export interface Codec<Event extends Message> {
  readonly types: readonly Event['type'][];
  /** The version that is written today: one more than the type has upcasters. */
  readonly versionOf: (type: Event['type']) => number;
  /** The event with its data as today's schema has it. */
  readonly decode: (stored: StoredEvent) => RecordedEvent<Event>;
}

/** A stored event that this program cannot read; nothing is guessed. */
export class UndecodableEvent extends PresalesError {
  readonly stored: StoredEvent;

  constructor(stored: StoredEvent, reason: string) {
    super(
      'codec/undecodable',
      `${stored.stream} revision ${stored.revision} (position ${stored.position}), ${stored.type} version ${stored.version}: ${reason}`,
    );
    this.stored = stored;
  }
}

/** Upcasters that leave a gap, repeat a step or name an unknown type: a fault of the program. */
export class BrokenUpcasterChain extends PresalesError {
  constructor(reason: string) {
    super('codec/broken-chain', reason);
  }
}

/** The types of a union of messages, in the order they are written. */
export const messageTypes = <M extends Message>(union: MessageUnion<M>): readonly M['type'][] =>
  union.options.flatMap((option) => [...(option._zod.propValues?.['type'] ?? [])].map(String));

/**
 * The codec of an event family. Chains are checked here, once, at start-up: for every type the
 * upcasters must lead from version 1 to the present without gap or repetition.
 *
 * Data under today's version was parsed when it was written and is trusted; data that was upcast is
 * parsed again.
 *
 * @throws BrokenUpcasterChain
 */
export const codec = <Event extends Message>(
  union: MessageUnion<Event>,
  upcasters: readonly Upcaster[] = [],
): Codec<Event> => {
  const types = messageTypes(union);
  const chains = new Map<string, readonly Upcaster[]>(types.map((type) => [type, []]));
  for (const upcaster of [...upcasters].sort((left, right) => left.from - right.from)) {
    const chain = chains.get(upcaster.type);
    if (chain === undefined) throw new BrokenUpcasterChain(`no event type ${upcaster.type}`);
    if (upcaster.from !== chain.length + 1)
      throw new BrokenUpcasterChain(
        `${upcaster.type}: expected an upcaster from version ${chain.length + 1}, found one from ${upcaster.from}`,
      );
    chains.set(upcaster.type, [...chain, upcaster]);
  }
  const chainOf = (type: string) => chains.get(type);

  const decode = (stored: StoredEvent): RecordedEvent<Event> => {
    const chain = chainOf(stored.type);
    if (chain === undefined) throw new UndecodableEvent(stored, 'unknown event type');
    const present = chain.length + 1;
    if (stored.version > present)
      throw new UndecodableEvent(stored, `this program knows versions up to ${present}`);
    // The one place where stored data takes its static type: it was parsed when it was written.
    if (stored.version === present) return stored as RecordedEvent<Event>;
    const data = chain
      .slice(stored.version - 1)
      .reduce<Record<string, unknown>>((older, { up }) => up(older), { ...stored.data });
    const parsed = union.safeParse({ type: stored.type, data });
    if (!parsed.success) {
      const [problem] = problemsOf(parsed.error);
      throw new UndecodableEvent(stored, `after upcasting, ${problem?.path}: ${problem?.expected}`);
    }
    return { ...stored, version: present, data: parsed.data.data } as RecordedEvent<Event>;
  };

  return { types, versionOf: (type) => (chainOf(type)?.length ?? 0) + 1, decode };
};

/**
 * The decoder of several event families together.
 *
 * @throws BrokenUpcasterChain when two families claim one event type
 */
export const catalogue = (
  codecs: readonly Pick<Codec<Message>, 'types' | 'decode'>[],
): ((stored: StoredEvent) => RecordedEvent) => {
  const byType = new Map<string, Pick<Codec<Message>, 'decode'>>();
  for (const family of codecs)
    for (const type of family.types) {
      if (byType.has(type)) throw new BrokenUpcasterChain(`two families claim ${type}`);
      byType.set(type, family);
    }
  return (stored) => {
    const family = byType.get(stored.type);
    if (family === undefined) throw new UndecodableEvent(stored, 'unknown event type');
    return family.decode(stored);
  };
};
