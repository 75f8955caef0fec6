import {
  type Aggregate,
  type CodedRefusal,
  type CommandMessage,
  fold,
  type Message,
} from '@presales/kernel';

/** The state after one more command; unchanged where the command is refused. */
export const after = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  { decider }: Aggregate<Command, State, Event, Refusal>,
  state: State,
  command: Command,
): State => {
  const decision = decider.decide(command, state);
  return decision.outcome === 'emitted' ? fold(decider, decision.events, state) : state;
};

/** The state that commands lead to, one after the other. */
export const played = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>(
  aggregate: Aggregate<Command, State, Event, Refusal>,
  commands: readonly Command[],
): State =>
  commands.reduce(
    (state, command) => after(aggregate, state, command),
    aggregate.decider.initialState,
  );
