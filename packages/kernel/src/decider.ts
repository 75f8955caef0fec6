import type { Instant } from './instant.ts';
import type { Message } from './message.ts';

/** What a decision comes to: facts to be stored (none means "already so"), or a business "no". */
export type Decision<Event, Refusal> =
  | { readonly outcome: 'emitted'; readonly events: readonly Event[] }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** A business "no": a value with a code, never an exception. */
export interface CodedRefusal {
  readonly code: string;
}

/**
 * An aggregate as three pure names (J. Chassaing, "Functional Event Sourcing Decider").
 * `decide` never throws on a parsed command, `evolve` never throws on an event it emitted.
 */
export interface Decider<
  Command extends Message,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
> {
  readonly initialState: State;
  /**
   * `at` is the business time of the event: facts may be told in another order than they happened in.
   * It is absent where messages are folded of which nobody says when they happened; they then count
   * as told in order.
   */
  readonly evolve: (state: State, event: Event, at?: Instant) => State;
  readonly decide: (command: Command, state: State) => Decision<Event, Refusal>;
}

/** An event of which its business time may be known, as that of a recorded one is. */
export type InBusinessTime<Event> = Event & {
  readonly metadata?: { readonly occurredAt: Instant };
};

/** The state that a history leads to. */
export const fold = <Command extends Message, State, Event extends Message, R extends CodedRefusal>(
  decider: Decider<Command, State, Event, R>,
  events: Iterable<InBusinessTime<Event>>,
  from: State = decider.initialState,
): State => {
  let state = from;
  for (const event of events) state = decider.evolve(state, event, event.metadata?.occurredAt);
  return state;
};

/** The two answers of one aggregate: what happened, or why not. */
export interface Decisions<Event extends Message, Refusal extends CodedRefusal> {
  /** These facts are to be stored; none means "already so". */
  readonly emit: (...events: readonly Event[]) => Decision<Event, Refusal>;
  /** A business "no". */
  readonly refuse: (refusal: Refusal) => Decision<Event, Refusal>;
}

/**
 * `emit` and `refuse` bound to one aggregate's unions: a stray field or a misspelt event name is
 * then an error on its own line, which a generic helper would let pass.
 */
export const decisions = <Event extends Message, Refusal extends CodedRefusal>(): Decisions<
  Event,
  Refusal
> => ({
  emit: (...events) => ({ outcome: 'emitted', events }),
  refuse: (refusal) => ({ outcome: 'refused', refusal }),
});
