import type { Row, RowOf } from '@presales/kernel';
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { type FunnelTables, funnelTables } from './tables.ts';

/** What can move a deal after its opening, called by the facts that tell of it. */
const moveKinds = [
  'step',
  'owner',
  'value',
  'outcome',
  'hold',
  'closeDate',
  'competitor',
  'pipelineChange',
  'forecast',
] as const satisfies readonly (keyof typeof funnelTables)[];

type MoveKind = (typeof moveKinds)[number];

/** The columns that select a fact and say nothing about the deal. */
const unread = ['fact', 'recorded_at'] as const;

/** A fact of one kind, as far as it says something about the deal. */
export type MoveOf<Kind extends MoveKind> = { readonly kind: Kind } & Omit<
  RowOf<(typeof funnelTables)[Kind]>,
  (typeof unread)[number]
>;

/** Something that moved a deal after it was opened. */
export type Move = { readonly [Kind in MoveKind]: MoveOf<Kind> }[MoveKind];

/** All moves that a condition lets through, in no order. */
export const readMoves = async (
  database: Kysely<FunnelTables>,
  happened: RawBuilder<SqlBool>,
): Promise<readonly Move[]> => {
  const moves: Move[] = [];
  for (const kind of moveKinds) {
    const { name, columns } = funnelTables[kind];
    // Moves are many: columns that nobody looks at are not read.
    const read = Object.keys(columns).filter((column) => !unread.some((one) => one === column));
    const { rows } = await sql<Row>`
      select ${sql.join(read.map((column) => sql.ref(column)))}
      from ${sql.table(name)} where ${happened}`.execute(database);
    // The rows have the columns that the table was declared with.
    for (const row of rows) moves.push({ kind, ...row } as Move);
  }
  return moves;
};
