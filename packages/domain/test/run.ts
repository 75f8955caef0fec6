import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  fold,
  type Message,
} from '@presales/kernel';

/** One command of a history: what came of it, and the state after it. */
export interface Step<Command, State, Event> {
  readonly command: Command;
  readonly events: readonly Event[];
  readonly state: State;
}

/** Gives commands to an aggregate one after the other; refused ones leave no step. */
export const run = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  { decider }: Aggregate<Command, State, Event, Refusal>,
  commands: readonly Command[],
): readonly Step<Command, State, Event>[] => {
  let state = decider.initialState;
  return commands.flatMap((command) => {
    const decision = decider.decide(command, state);
    if (decision.outcome === 'refused') return [];
    state = fold(decider, decision.events, state);
    return [{ command, events: decision.events, state }];
  });
};

/** The events that commands lead to. */
export const eventsAfter = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  aggregate: Aggregate<Command, State, Event, Refusal>,
  commands: readonly Command[],
): readonly Event[] => run(aggregate, commands).flatMap(({ events }) => events);
