import { PresalesError } from './errors.ts';
import type { RecordedEvent, StoredEvent } from './event.ts';
import { type Message, type MessageUnion, messageTypes } from './message.ts';
import { parse } from './parse.ts';

/** Turns the data of one event type from version `from` into version `from + 1`. Pure. */
export interface Upcaster {
  readonly type: string;
  readonly from: number;
  readonly up: (data: Record<string, unknown>) => Record<string, unknown>;
}

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

  constructor(stored: StoredEvent, reason: string, options?: ErrorOptions) {
    super(
      'codec/undecodable',
      `${stored.stream} revision ${stored.revision} (position ${stored.position}), ${stored.type} version ${stored.version}: ${reason}`,
      options,
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

/**
 * The codec of an event family. Chains are checked here, once, at start-up: for every type the
 * upcasters must lead from version 1 to the present without gap or repetition.
 *
 * Data under today's version was parsed when it was written and is trusted; data that was upcast is
 * parsed again (decision record 0004).
 *
 * @throws BrokenUpcasterChain
 */
export const codec = <Event extends Message>(
  union: MessageUnion<Event>,
  upcasters: readonly Upcaster[] = [],
): Codec<Event> => {
  const types = messageTypes(union);
  const chains = chainsOf(types, upcasters);

  const decode = (stored: StoredEvent): RecordedEvent<Event> => {
    const chain = chains.get(stored.type);
    if (chain === undefined) throw new UndecodableEvent(stored, 'unknown event type');
    const present = chain.length + 1;
    // The one place where stored data takes its static type: it was parsed when it was written.
    if (stored.version === present) return stored as RecordedEvent<Event>;
    if (!Number.isInteger(stored.version) || stored.version < 1 || stored.version > present)
      throw new UndecodableEvent(stored, `this program knows versions 1 to ${present}`);
    try {
      const data = chain
        .slice(stored.version - 1)
        .reduce<Record<string, unknown>>((older, { up }) => up(older), { ...stored.data });
      const parsed = parse(union, { type: stored.type, data }, `version ${present}`);
      // Its data has just been parsed; the compiler cannot narrow a generic union by its type.
      return { ...stored, version: present, data: parsed.data } as RecordedEvent<Event>;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new UndecodableEvent(stored, `upcasting failed: ${reason}`, { cause });
    }
  };

  return { types, versionOf: (type) => (chains.get(type)?.length ?? 0) + 1, decode };
};

/** The upcasters of each type, by the version they start from. */
const chainsOf = (
  types: readonly string[],
  upcasters: readonly Upcaster[],
): ReadonlyMap<string, readonly Upcaster[]> => {
  const chains = new Map<string, Upcaster[]>();
  for (const type of types) {
    if (chains.has(type)) throw new BrokenUpcasterChain(`two schemas claim ${type}`);
    chains.set(type, []);
  }
  for (const upcaster of upcasters.toSorted((one, other) => one.from - other.from)) {
    const chain = chains.get(upcaster.type);
    if (chain === undefined) throw new BrokenUpcasterChain(`no event type ${upcaster.type}`);
    const expected = chain.length + 1;
    if (upcaster.from !== expected)
      throw new BrokenUpcasterChain(
        `${upcaster.type}: expected an upcaster from version ${expected}, found one from ${upcaster.from}`,
      );
    chain.push(upcaster);
  }
  return chains;
};

/**
 * The decoder of several event families together.
 *
 * @throws BrokenUpcasterChain when two families claim one event type
 */
export const catalogue = <Event extends Message>(
  codecs: readonly Pick<Codec<Event>, 'types' | 'decode'>[],
): ((stored: StoredEvent) => RecordedEvent<Event>) => {
  const byType = new Map<string, Pick<Codec<Event>, 'decode'>>();
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
