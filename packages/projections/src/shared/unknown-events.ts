import { aggregates } from '@presales/domain';
import {
  categoryOf,
  type Message,
  type Position,
  type ReadModel,
  type RecordedEvent,
  type SqlReader,
  type Table,
  tableProjection,
} from '@presales/kernel';
import { anyType, handledTypes } from '@presales/kernel/store';

/** Events of a type that this program does not know, in a category that it reads. */
export interface UnknownEvents {
  readonly category: string;
  readonly type: string;
  readonly count: number;
  /** Where the first of them stands. */
  readonly first: { readonly position: Position; readonly stream: string };
}

type UnknownRow = {
  readonly kind: string;
  readonly category: string;
  readonly type: string;
  readonly count: number;
  readonly first_position: number;
  readonly first_stream: string;
};

const unknownTable: Table<UnknownRow> = {
  name: 'unknown_event',
  key: 'kind',
  columns: {
    kind: 'text',
    category: 'text',
    type: 'text',
    count: 'integer',
    first_position: 'integer',
    first_stream: 'text',
  },
};

/** Which types the program knew that watched: with others, all is looked at again. */
type KnownRow = { readonly known: string; readonly types: string };
const knownTable: Table<KnownRow> = {
  name: 'unknown_event_known',
  key: 'known',
  columns: { known: 'text', types: 'text' },
};

const families = Object.values(aggregates).map(({ category, codec }) => ({
  category,
  types: codec.types as readonly string[],
}));
const knownTypes: readonly string[] = families.flatMap(({ types }) => types).sort();

/** The row under which the types are kept that the watching program knew. */
export const knownNow: KnownRow = { known: 'types', types: JSON.stringify(knownTypes) };

const seen = (
  row: UnknownRow | undefined,
  { type, stream, position }: RecordedEvent,
  kind: string,
) =>
  row === undefined
    ? {
        kind,
        category: categoryOf(stream),
        type,
        count: 1,
        first_position: Number(position),
        first_stream: stream,
      }
    : { ...row, count: row.count + 1 };

/**
 * Events of types that this program does not know, in the categories of its own streams: a newer
 * program has written them. No other read model is told of them, so this one counts them, and every
 * report says so whose read model reads the category.
 */
export const unknownEventsModel: ReadModel = {
  name: 'unknown-events',
  version: 1,
  reads: { categories: families.map(({ category }) => category), exceptTypes: knownTypes },
  tables: [
    tableProjection<UnknownRow, Message & { readonly type: typeof anyType }>(unknownTable, {
      [anyType]: {
        keys: ({ stream, type }) => [`${categoryOf(stream)} ${type}`],
        step: seen,
      },
    }),
    tableProjection(knownTable, {}),
  ],
  // They are counted and not looked into.
  decode: (stored) => stored,
};

/** The table that `knownNow` is a row of. */
export const knownTypesTable = knownTable as unknown as Table;

/** The categories that a read model reads: those that the types it handles belong to. */
export const categoriesOf = (model: Pick<ReadModel, 'tables'>): readonly string[] => {
  const handled = new Set(handledTypes(model));
  return families.flatMap(({ category, types }) =>
    types.some((type) => handled.has(type)) ? [category] : [],
  );
};

/** What there is of unknown types in some categories, or in all, in the order of the log. */
export const unknownEvents = async (
  reader: SqlReader,
  categories?: readonly string[],
): Promise<readonly UnknownEvents[]> => {
  // The table has the columns that it was declared with.
  const rows = (await reader.rows(
    'SELECT * FROM unknown_event ORDER BY first_position',
  )) as unknown as readonly UnknownRow[];
  return rows.flatMap(({ category, type, count, first_position, first_stream: stream }) =>
    (categories?.includes(category) ?? true) && !knownTypes.includes(type)
      ? [{ category, type, count, first: { position: BigInt(first_position), stream } }]
      : [],
  );
};
