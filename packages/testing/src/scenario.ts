import { deepStrictEqual } from 'node:assert/strict';
import type {
  Aggregate,
  CodedRefusal,
  CommandMessage,
  InBusinessTime,
  Message,
} from '@presales/kernel';
import { fold, parse } from '@presales/kernel';

/** What the outcome of a command must be. */
export interface Outcome<State, Event, Refusal> {
  /** It emits exactly these events, each of which fits its schema and survives JSON. */
  readonly emits: (...events: readonly Event[]) => void;
  /** It emits nothing, because what it asks for is already so. */
  readonly changesNothing: () => void;
  /** It is refused with exactly this refusal. */
  readonly refuses: (refusal: Refusal) => void;
  /** The events of the command lead to this state. */
  readonly leaves: (state: State) => void;
}

/** A history, after which a command is given. */
export interface Given<Command, State, Event, Refusal> {
  readonly when: (command: Command) => Outcome<State, Event, Refusal>;
  /** The history alone leads to this state. */
  readonly is: (state: State) => void;
}

/**
 * History, command, outcome: the test of one rule in one sentence.
 *
 *     given(drafted).when(issue).refuses({ code: 'quotation/empty' })
 *
 * Commands and past events are parsed first: a test cannot rest on something that could never be. An
 * event that brings metadata happened at the time that these say.
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
  given: (...history: readonly InBusinessTime<Event>[]): Given<Command, State, Event, Refusal> => {
    const state = fold(
      decider,
      history.map(({ metadata, ...event }) => ({
        ...parse(schema, event, `past event ${event.type}`),
        ...(metadata && { metadata }),
      })),
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

/** JSON has no `undefined`: an optional field that is undefined is the same as an absent one. */
const withoutAbsent = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => [key, withoutAbsent(part)]),
  );
};
