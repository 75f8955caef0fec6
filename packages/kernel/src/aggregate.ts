import { type Codec, codec, type Upcaster } from './codec.ts';
import type { CodedRefusal, Decider } from './decider.ts';
import type { InOrder } from './fact-order.ts';
import type { CommandMessage, Message, MessageUnion } from './message.ts';

/** Everything the outside needs to run one kind of aggregate. */
export interface Aggregate<
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
> {
  /** The first part of its streams' names. */
  readonly category: string;
  readonly commands: MessageUnion<Command>;
  readonly events: MessageUnion<Event>;
  readonly codec: Codec<Event>;
  readonly decider: Decider<Command, State, Event, Refusal>;
  /** What happens after what. Without it, every command may be dated as it likes. */
  readonly inOrder?: InOrder<State, Refusal>;
  /** The id of the aggregate that a command is for: the second part of its stream's name. */
  readonly identify: (command: Command) => string;
}

/** What an aggregate is made of. */
export interface AggregateParts<
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
> extends Omit<Aggregate<Command, State, Event, Refusal>, 'codec'> {
  readonly upcasters?: readonly Upcaster[];
}

/**
 * An aggregate from its parts.
 *
 * @throws BrokenUpcasterChain when the upcasters do not lead from every version to the present one
 */
export const aggregate = <
  Command extends CommandMessage,
  State,
  Event extends Message,
  Refusal extends CodedRefusal,
>({
  upcasters = [],
  ...parts
}: AggregateParts<Command, State, Event, Refusal>): Aggregate<Command, State, Event, Refusal> => ({
  ...parts,
  codec: codec(parts.events, upcasters),
});
