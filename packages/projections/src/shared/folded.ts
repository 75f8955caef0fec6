import {
  type CodedRefusal,
  type CommandMessage,
  type Decider,
  type Message,
  type MessageUnion,
  parse,
} from '@presales/kernel';
import type { Fact } from './fact.ts';
import { UnreadableRow } from './unreadable-row.ts';

/** An event of a document as a row keeps it. */
export interface DocumentEvent extends Pick<Fact, 'position' | 'occurred_at'> {
  readonly type: string;
  /** The event's data as JSON, in the present version of its type. */
  readonly data: string;
}

/** What is needed of an aggregate to fold its events. */
export interface Foldable<State, Event extends Message> {
  readonly events: MessageUnion<Event>;
  readonly decider: Pick<
    Decider<CommandMessage, State, Event, CodedRefusal>,
    'evolve' | 'initialState'
  >;
}

/**
 * What an aggregate's own rules make of the events that a table keeps, in the order of the log.
 *
 * @throws UnreadableRow for a row that holds no event of the aggregate
 */
export const folded = <State, Event extends Message>(
  table: string,
  { events, decider: { evolve, initialState } }: Foldable<State, Event>,
  rows: readonly DocumentEvent[],
): State =>
  rows.reduce(
    (state, row) => evolve(state, eventIn(table, events, row), row.occurred_at),
    initialState,
  );

const eventIn = <Event extends Message>(
  table: string,
  events: MessageUnion<Event>,
  { type, data, position }: DocumentEvent,
): Event => {
  try {
    return parse(events, { type, data: JSON.parse(data) }, type);
  } catch (error) {
    throw new UnreadableRow(table, position, 'data', error);
  }
};
