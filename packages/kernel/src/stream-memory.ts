import { LRUCache } from 'lru-cache';
import type { Decider } from './decider.ts';
import type { RecordedEvent, Revision } from './event.ts';
import { type InOrder, type LatestFacts, noteFact } from './fact-order.ts';
import type { Message } from './message.ts';

/** A stream as far as it was read. */
export interface Known<State> {
  readonly state: State;
  /** Undefined while nothing was read. */
  readonly revision: Revision | undefined;
  /**
   * Which revisions each command wrote. What is known after one event and after the next shares one
   * map, because a copy for each event would cost quadratic time. The map may therefore know of
   * commands that the state has not seen yet. This is harmless: their events are in the log.
   */
  readonly commands: Map<string, Written>;
  /** The latest fact about each aspect of the aggregate. One map is shared, as that of the commands is. */
  readonly latest: LatestFacts;
}

/** The revisions that a command wrote, from first to last, and what it said. */
export interface Written {
  readonly first: Revision;
  readonly last: Revision;
  /** Undefined for commands from before there were fingerprints. */
  readonly fingerprint: string | undefined;
}

/** What is known of streams, and how an event adds to it. */
export interface StreamMemory<State, Event extends Message> {
  /** What is kept of a stream; the initial state where nothing is. */
  readonly recall: (stream: string) => Known<State>;
  /** What is known after one more event. */
  readonly learn: (known: Known<State>, event: RecordedEvent<Event>) => Known<State>;
  /** Keeps what is known, unless something newer is kept already. */
  readonly keep: (stream: string, known: Known<State>) => void;
  /** Drops what is kept of a stream. */
  readonly forget: (stream: string) => void;
}

/** Keeps the states of at most `max` streams in memory; the least recently used go first. */
export const streamMemory = <State, Event extends Message>(
  { initialState, evolve }: Pick<Decider<never, State, Event, never>, 'initialState' | 'evolve'>,
  inOrder: Pick<InOrder<never, never>, 'order'> | undefined,
  max: number,
): StreamMemory<State, Event> => {
  // Made when there is something to keep: it makes room for all at once, and most programs and tests
  // use few of the aggregates.
  let kept: LRUCache<string, Known<State>> | undefined;
  return {
    recall: (stream) =>
      kept?.get(stream) ?? {
        state: initialState,
        revision: undefined,
        commands: new Map(),
        latest: new Map(),
      },
    learn: ({ state, commands, latest }, event) => {
      const { revision } = event;
      const { commandId, fingerprint } = event.metadata;
      const written = commands.get(commandId);
      if (written === undefined || revision > written.last)
        commands.set(commandId, {
          fingerprint,
          ...written,
          first: written?.first ?? revision,
          last: revision,
        });
      if (inOrder !== undefined) noteFact(inOrder, latest, event);
      // A recorded event is its message and more; the compiler cannot see it through the generic.
      return {
        state: evolve(state, event as unknown as Event, event.metadata.occurredAt),
        revision,
        commands,
        latest,
      };
    },
    keep: (stream, known) => {
      if (max === 0) return;
      kept ??= new LRUCache({ max });
      const { revision = -1n } = kept.peek(stream) ?? {};
      if (known.revision !== undefined && known.revision > revision) kept.set(stream, known);
    },
    forget: (stream) => {
      kept?.delete(stream);
    },
  };
};
