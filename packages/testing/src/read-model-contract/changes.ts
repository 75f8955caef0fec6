import { type Position, type ReadModel, type Table, tableProjection } from '@presales/kernel';
import type { LogMark, TableChanges } from '@presales/kernel/store';
import {
  type CounterRow,
  counterTable,
  type LedgerEvent,
  ledger,
  storedLedgerEvent,
  type WordRow,
  wordTable,
} from './ledger.ts';

const remark: LedgerEvent = { type: 'Remarked', data: { words: ['zoë said "no"'] } };

/** The mark of a log that has an event at this position. */
export const markAt = (position: Position): LogMark => {
  const { id, stream, revision, recordedAt } = storedLedgerEvent(remark, position);
  return { id, stream, revision, position, recordedAt };
};

/** Counters to be written. */
export const upserts = (...rows: readonly CounterRow[]): TableChanges => ({
  table: counterTable,
  inserts: [],
  upserts: rows,
  deletes: [],
});

/** Words to be added. */
export const inserts = (...rows: readonly WordRow[]): TableChanges => ({
  table: wordTable,
  inserts: rows,
  upserts: [],
  deletes: [],
});

/** The table of a second read model. */
export const diaryTable: Table = { name: 'diary_line', columns: { id: 'text' }, key: 'id' };
/** A second read model, which is independent of the first. */
export const diary = (): ReadModel => ({
  ...ledger,
  name: 'diary',
  tables: [tableProjection(diaryTable, {})],
});
/** A row of the second read model. */
export const diaryLine = (id: string): TableChanges => ({
  table: diaryTable,
  inserts: [],
  upserts: [{ id }],
  deletes: [],
});
