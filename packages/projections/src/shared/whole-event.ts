import { type Message, type MessageUnion, parse, type RecordedEvent } from '@presales/kernel';

/**
 * The data of an event as JSON, for tables that keep events whole. Queries read it by the schema of its
 * aggregate, all rows at once, so what that cannot read is refused here: its stream is parked, and no
 * report stops at it.
 *
 * The function that it returns throws InvalidInput naming the fields.
 */
export const wholeEvent =
  <Event extends Message>({ events }: { readonly events: MessageUnion<Event> }) =>
  ({ type, data }: Pick<RecordedEvent<Message>, 'type' | 'data'>): string => {
    parse(events, { type, data }, type);
    return JSON.stringify(data);
  };
