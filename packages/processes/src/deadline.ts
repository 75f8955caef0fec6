import type {
  ColumnType,
  Handler,
  Instant,
  Message,
  RecordedEvent,
  Row,
  Table,
} from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import type { Requests } from './request.ts';

/** What becomes due: a row of a process's table of deadlines. */
export interface DueRow extends Row {
  /** The id of the aggregate that it is about. */
  readonly id: string;
  /** When it becomes due; null while no date is set. */
  readonly due_at: Instant | null;
  /**
   * The event that set the date. The same date, set again by another event, is another deadline.
   */
  readonly cause_id: string;
  readonly correlation_id: string;
}

/** The dates that a process waits for, and what follows when one has come. */
export interface Deadlines<R extends DueRow, Event extends Message> {
  readonly table: Table<R>;
  /** How events set, move and lift dates. */
  readonly on: { readonly [One in Event as One['type']]?: Handler<R, One> };
  /** What follows from a date that has come. A date that was met once is never met again. */
  readonly fire: (
    due: R & { readonly due_at: Instant },
    lookup: Lookup,
  ) => Requests | Promise<Requests>;
}

/** A table of deadlines: the columns that all such tables have, and those of one process. */
export const dueTable = <R extends DueRow>(
  name: string,
  own: { readonly [Column in Exclude<keyof R & string, keyof DueRow>]: ColumnType },
): Table<R> =>
  ({
    name,
    key: 'id',
    columns: { id: 'text', due_at: 'text?', cause_id: 'text', correlation_id: 'text', ...own },
    indexes: [['due_at']],
    // Together these are the columns of R, which the compiler cannot see.
  }) as unknown as Table<R>;

/** The columns that name the event which set a date. */
export const setBy = ({
  id,
  metadata,
}: RecordedEvent): Pick<DueRow, 'cause_id' | 'correlation_id'> => ({
  cause_id: id,
  correlation_id: metadata.correlationId,
});

/** The day that was set, or the event's own time where that is later: nothing follows before its cause. */
export const dueAfter = (
  day: Instant | null,
  { metadata: { occurredAt } }: RecordedEvent,
): Instant | null => (day !== null && day < occurredAt ? occurredAt : day);
