import type { Position, RecordedEvent } from './event.ts';
import type { Message } from './message.ts';

/** The answer to a command. */
export type Handled<Event extends Message, Refusal> =
  | {
      readonly outcome: 'emitted';
      /**
       * What was stored for this command, now or when it was first given. None means that there was
       * nothing left to do.
       */
      readonly events: readonly RecordedEvent<Event>[];
      /** Where the last of the events stands; undefined when there are none. */
      readonly position: Position | undefined;
    }
  | {
      readonly outcome: 'refused';
      /** Why the aggregate does not do it. */
      readonly refusal: Refusal;
    };

/** The answer to a command whose events are stored, or that left nothing to do. */
export const emitted = <Event extends Message>(events: readonly RecordedEvent<Event>[]) =>
  ({ outcome: 'emitted', events, position: events.at(-1)?.position }) as const;
