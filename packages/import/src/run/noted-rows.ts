import type { CommandMark } from '@presales/domain/import-record';
import Database from 'better-sqlite3';
import { commandMark, partsOf, type RowNote, type RowNotes, rowNotes } from './row-notes.ts';

/** All that an import's record notes, to be looked up. */
export interface NotedRows {
  /**
   * What a settled command said (`saidBy` its fingerprint), empty where nobody knows any more;
   * undefined for a command that is not settled.
   */
  readonly saidBefore: (commandId: string) => string | undefined;
  /** Whether the command of a mark is settled. */
  readonly hasCommand: (mark: CommandMark) => boolean;
  /** The last note of a row; undefined where there is none. */
  readonly noteOf: (row: string) => RowNote | undefined;
  readonly add: (notes: Partial<RowNotes>) => void;
  readonly close: () => void;
}

/**
 * The notes in a temporary database, which SQLite keeps in memory while it is small and moves to an
 * unnamed file when it grows.
 */
export const notedRows = (): NotedRows => {
  const database = new Database('');
  database.exec(`
    pragma journal_mode = off;
    pragma synchronous = off;
    pragma cache_size = -8000;
    create table commands (command text primary key, said text not null) without rowid;
    create table noted (row text primary key, note text not null) without rowid;
  `);
  const settle = database.prepare('insert or replace into commands values (?, ?)');
  const note = database.prepare('insert or replace into noted values (?, ?)');
  const said = database
    .prepare<[string], string>('select said from commands where command = ?')
    .pluck();
  const noted = database.prepare<[string], RowNote>('select note from noted where row = ?').pluck();
  return {
    saidBefore: (commandId) => said.get(commandMark(commandId, undefined)),
    hasCommand: (mark) => said.get(partsOf(mark).command) !== undefined,
    noteOf: (row) => noted.get(row),
    add: database.transaction((notes: Partial<RowNotes>) => {
      for (const mark of notes.settled ?? []) {
        const { command, said } = partsOf(mark);
        settle.run(command, said);
      }
      for (const kind of rowNotes) for (const row of notes[kind] ?? []) note.run(row, kind);
    }),
    close: () => database.close(),
  };
};
