import type { PresalesEvent } from '@presales/domain';
import type {
  Columns,
  FactProjection,
  Message,
  RecordedEvent,
  Row,
  RowOf,
  StoredEvent,
} from '@presales/kernel';

/**
 * What every fact carries: its key, both times (B16) and its place in the log, so that any query can
 * leave out what had not happened or was not known yet.
 */
const factColumns = {
  fact: 'text',
  occurred_at: 'text',
  recorded_at: 'text',
  position: 'integer',
} as const;

/** The columns that every fact has. */
export type Fact = RowOf<{ readonly columns: typeof factColumns }>;

/** A table of facts: the columns of every fact, and its own. */
export interface FactTable<Name extends string = string, Own extends Columns = Columns> {
  readonly name: Name;
  readonly key: 'fact';
  readonly columns: typeof factColumns & Own;
  readonly indexes: readonly (readonly (keyof Own & string)[])[];
}

/**
 * Declares a fact, once: the type of its rows (`RowOf`), its table in a query (`TablesOf`), the table
 * in the store and the list of its columns all follow from here. A comment on a column is shown
 * wherever the column is used.
 */
export const factTable = <const Name extends string, const Own extends Columns>(
  name: Name,
  own: Own,
  indexes: readonly (readonly (keyof Own & string)[])[] = [],
): FactTable<Name, Own> => ({ name, key: 'fact', columns: { ...factColumns, ...own }, indexes });

/** Declares a fact that several read models have, each in a table of its own name. */
export const factTableOf =
  <const Own extends Columns>(own: Own) =>
  <const Name extends string>(name: Name): FactTable<Name, Own> =>
    factTable(name, own);

/** A fact as a handler tells it: what every fact carries is added from the event. */
type Told<Own extends Columns> = RowOf<{ readonly columns: Own }> | undefined;

/** The events by their types. */
type EventByType = { readonly [Event in PresalesEvent as Event['type']]: RecordedEvent<Event> };

/** The facts that events come to: one, none, or several of one event. */
type Telling<Own extends Columns> = {
  readonly [Type in keyof EventByType]?: (
    event: EventByType[Type],
  ) => Told<Own> | readonly Told<Own>[];
};

/** How events add facts to a table. An event type that is not named adds none. */
export const facts = <Own extends Columns>(
  table: FactTable<string, Own>,
  on: Telling<Own>,
): FactProjection => ({
  kind: 'facts',
  table,
  on: Object.fromEntries(
    Object.entries(on as Readonly<Record<string, Teller>>).map(([type, tell]) => [
      type,
      (event: RecordedEvent<Message>) => {
        const told = tell(event);
        if (!isSeveral(told)) return told && { ...factOf(event), ...told };
        return told.flatMap((each, part) =>
          each === undefined ? [] : [{ ...factOf(event, part), ...each }],
        );
      },
    ]),
  ),
});

/** A handler whose types are forgotten: it is called with the events that it is filed under. */
type Teller = (event: RecordedEvent<Message>) => Row | undefined | readonly (Row | undefined)[];

const isSeveral = (
  told: Row | undefined | readonly (Row | undefined)[],
): told is readonly (Row | undefined)[] => Array.isArray(told);

/** The columns of every fact, from its event; `part` tells several facts of one event apart. */
const factOf = (
  { position, recordedAt, metadata }: Pick<StoredEvent, 'position' | 'recordedAt' | 'metadata'>,
  part?: number,
): Fact => ({
  fact: part === undefined ? `${position}` : `${position}.${part}`,
  occurred_at: metadata.occurredAt,
  recorded_at: recordedAt,
  position: Number(position),
});

/**
 * The order of facts about one thing: business time, and the log's order within one instant. A
 * backdated fact therefore restates what came after it.
 */
export const byTime = (left: InTime, right: InTime): number =>
  left.occurred_at === right.occurred_at
    ? left.position - right.position
    : left.occurred_at < right.occurred_at
      ? -1
      : 1;

type InTime = Pick<Fact, 'occurred_at' | 'position'>;
