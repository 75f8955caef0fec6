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
  readonly evolve: (state: State, event: Event) => State;
  readonly decide: (command: Command, state: State) => Decision<Event, Refusal>;
}

/** The state that a history leads to. */
export const fold = <Command extends Message, State, Event extends Message, R extends CodedRefusal>(
  decider: Decider<Command, State, Event, R>,
  events: Iterable<Event>,
  from: State = decider.initialState,
): State => {
  let state = from;
  for (const event of events) state = decider.evolve(state, event);
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
