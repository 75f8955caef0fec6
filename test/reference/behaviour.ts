import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  decideInTime,
  type Instant,
  type LatestFacts,
  type Message,
  noteFact,
} from '@presales/kernel';
import fc from 'fast-check';

/** What a decider was seen to do in many generated histories. */
export interface Behaviour {
  /** Every status that was reached, the initial one first. */
  readonly statuses: readonly string[];
  readonly changes: readonly StatusChange[];
  /** The events that left a status as it was, by that status. */
  readonly staying: ReadonlyMap<string, readonly string[]>;
  /** The types of the events that each command led to. */
  readonly events: ReadonlyMap<string, readonly string[]>;
  /** The commands that each refusal answered. */
  readonly refused: ReadonlyMap<string, readonly string[]>;
}

/** Events that lead from one status to another. */
export interface StatusChange {
  readonly from: string;
  readonly to: string;
  readonly events: readonly string[];
}

/** A state as a reader of the reference sees it. */
type Stated = { readonly status: string };

/** Histories are generated round by round, at most so many of so many. */
const rounds = 10;
const perRound = 400;

/**
 * Runs generated histories until every one of the refusals was met, or for ten rounds. They are the
 * same every time, so that the reference changes only where the decider or its commands do.
 */
export const behaviourOf = <
  Command extends CommandMessage,
  State extends Stated,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  { decider, inOrder }: Aggregate<Command, State, Event, Refusal>,
  histories: fc.Arbitrary<readonly Command[]>,
  refusals: readonly string[],
): Behaviour => {
  const changes = new Multimap();
  const staying = new Multimap();
  const events = new Multimap();
  const refused = new Multimap();
  const statuses = new Set([decider.initialState.status]);
  const live = (commands: readonly Command[]): void => {
    let state = decider.initialState;
    const latest: LatestFacts = new Map();
    for (const command of commands) {
      const { decision, at } = decideInTime(decider, inOrder, command, { state, latest });
      if (decision.outcome === 'refused') {
        refused.add(decision.refusal.code, command.type);
        continue;
      }
      for (const event of decision.events) {
        events.add(command.type, event.type);
        const { status: from } = state;
        state = decider.evolve(state, event);
        if (inOrder !== undefined) noteFact(inOrder, latest, recorded(event, at));
        statuses.add(state.status);
        if (from === state.status) staying.add(from, event.type);
        else changes.add(`${from} ${state.status}`, event.type);
      }
    }
  };
  for (let seed = 1; seed <= rounds; seed += 1) {
    for (const commands of fc.sample(histories, { numRuns: perRound, seed })) live(commands);
    if (refusals.every((code) => refused.has(code))) break;
  }
  return {
    statuses: [...statuses],
    changes: [...changes.sorted()].map(([pair, types]) => {
      const [from = '', to = ''] = pair.split(' ');
      return { from, to, events: types };
    }),
    staying: staying.sorted(),
    events: events.sorted(),
    refused: refused.sorted(),
  };
};

/** An event as the order of facts looks at it. */
const recorded = <Event extends Message>({ type, data }: Event, occurredAt: Instant) => ({
  type,
  data,
  metadata: { actor: '', commandId: '', correlationId: '', causationId: '', occurredAt },
});

class Multimap {
  readonly #values = new Map<string, Set<string>>();

  add(key: string, value: string): void {
    const values = this.#values.get(key);
    if (values === undefined) this.#values.set(key, new Set([value]));
    else values.add(value);
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  sorted(): ReadonlyMap<string, readonly string[]> {
    return new Map([...this.#values].sort(byKey).map(([key, values]) => [key, [...values].sort()]));
  }
}

const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;
