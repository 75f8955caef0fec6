import { deepStrictEqual } from 'node:assert/strict';
import type { Aggregate, CodedRefusal, CommandMessage, Message } from '@presales/kernel';
import { fold, parse } from '@presales/kernel';

/** What a command must come to. */
export interface Outcome<State, Event, Refusal> {
  /** Exactly these events; then every one of them fits its schema and survives JSON. */
  readonly emits: (...events: readonly Event[]) => void;
  /** Nothing: it is already so. */
  readonly changesNothing: () => void;
  /** Exactly this refusal. */
  readonly refuses: (refusal: Refusal) => void;
  /** The state after the command's events. */
  readonly leaves: (state: State) => void;
}

/** A history that a command meets. */
export interface Given<Command, State, Event, Refusal> {
  readonly when: (command: Command) => Outcome<State, Event, Refusal>;
  /** The state that the history alone leads to. */
  readonly is: (state: State) => void;
}

/**
 * History, command, outcome: the test of one rule in one sentence.
 *
 *     given(drafted).when(issue).refuses({ code: 'quotation/empty' })
 *
 * Commands and past events are parsed first: a test cannot stand on what could never be.
 */
export const scenario = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>({
  decider,
  commands,
  events: schema,
}: Aggregate<Command, State, Event, Refusal>) => ({
  given: (...history: readonly Event[]): Given<Command, State, Event, Refusal> => {
    const state = fold(
      decider,
      history.map((event) => parse(schema, event, `past event ${event.type}`)),
    );
    return {
      is: (expected) => deepStrictEqual(state, expected),
      when: (command) => {
        const decision = decider.decide(parse(commands, command, `command ${command.type}`), state);
        const emitted = (): readonly Event[] => {
          deepStrictEqual(decision.outcome === 'refused' ? decision : undefined, undefined);
          return decision.outcome === 'emitted' ? decision.events : [];
        };
        return {
          emits: (...expected) => {
            deepStrictEqual(emitted(), expected);
            for (const event of emitted()) {
              parse(schema, event, `event ${event.type}`);
              deepStrictEqual(JSON.parse(JSON.stringify(event)), withoutAbsent(event));
            }
          },
          changesNothing: () => deepStrictEqual(emitted(), []),
          refuses: (refusal) => deepStrictEqual(decision, { outcome: 'refused', refusal }),
          leaves: (expected) => deepStrictEqual(fold(decider, emitted(), state), expected),
        };
      },
    };
  },
});

/** JSON knows no `undefined`: an absent optional field is the same as one that says so. */
const withoutAbsent = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => [key, withoutAbsent(part)]),
  );
};
