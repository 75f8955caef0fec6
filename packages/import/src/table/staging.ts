import Database from 'better-sqlite3';
import { ImportError } from '../import-error.ts';
import { wordsOf } from '../system-error.ts';
import { type Row, shortHash } from './row.ts';

/** By what a row is told from every other, and where it stands among them. */
export interface Placing {
  /**
   * The row's key; empty where the cells that make it are, undefined for a row that has none because
   * it cannot be read.
   */
  readonly keyOf: (cells: readonly string[]) => string | undefined;
  /** What rows are sorted by, most important first; rows of equal values stay in the file's order. */
  readonly orderOf: (cells: readonly string[]) => readonly SortValue[];
  /** Which way each of these values is sorted. */
  readonly directions: readonly ('asc' | 'desc')[];
}

/** A value that rows are sorted by: numbers before texts, and nothing before both. */
export type SortValue = string | number | null;

/** A row that was staged. */
export interface StagedRow extends Row {
  /** Identifies its cells (`rowHash`). */
  readonly hash: string;
  /**
   * `duplicate`: a row with the same cells stands before it. A list: the lines of rows that have its
   * key and other cells. `none`: its key is empty. Undefined where nothing is wrong with its key.
   */
  readonly key: 'duplicate' | 'none' | readonly number[] | undefined;
  /** Whether it was imported before, as `known` said. */
  readonly known: boolean;
}

/** The rows of a file, out of memory: each key looked at, and sorted. */
export interface Staging {
  /** How many rows there are. */
  readonly count: number;
  /** Marks the rows of these hashes as known. */
  readonly markKnown: (hashes: Iterable<string>) => void;
  /** All rows in their order, page by page. */
  readonly pages: () => Iterable<readonly StagedRow[]>;
  /** Frees what it holds. */
  readonly close: () => void;
}

/** Rows in one page. */
const pageSize = 100;

/** How many other lines a row with a repeated key names. */
const namedLines = 5;

/**
 * Stages the rows of a file in a temporary database, which SQLite keeps in memory while it is small,
 * moves to an unnamed file when it grows, and deletes by itself.
 *
 * @throws ImportError `import/file` when there is no room for it, and what reading the rows throws
 */
export const stageRows = async (
  file: string,
  rows: AsyncIterable<readonly Row[]>,
  { keyOf, orderOf, directions }: Placing,
): Promise<Staging> => {
  const database = new Database('');
  const roomFor = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (cause) {
      if (!(cause instanceof Database.SqliteError)) throw cause;
      throw new ImportError(
        'import/file',
        { file },
        `its rows find no room in the folder for temporary files: ${wordsOf(cause)}`,
        { cause },
      );
    }
  };
  try {
    const order = directions.map((_, at) => `sort_${at}`);
    database.exec(`
      pragma journal_mode = off;
      pragma synchronous = off;
      pragma cache_size = -8000;
      create table staged (
        seq integer primary key,
        line integer not null,
        hash blob not null,
        cells text not null,
        row_key blob,
        keyless integer not null,
        duplicate integer not null default 0,
        others text,
        corrects text,
        cut integer not null,
        known integer not null default 0
        ${order.map((column) => `, ${column}`).join('')}
      );
    `);
    const insert = database.prepare(
      `insert into staged (line, hash, cells, row_key, keyless, corrects, cut${order.map((column) => `, ${column}`).join('')})
       values (${['?', '?', '?', '?', '?', '?', '?', ...order.map(() => '?')].join(', ')})`,
    );
    let count = 0;
    for await (const page of rows)
      roomFor(() => {
        database.exec('begin');
        for (const { line, cells, corrects, cut } of page) {
          const text = JSON.stringify(cells);
          const key = keyOf(cells);
          insert.run(
            line,
            shortHash(text),
            text,
            key === undefined || key === '' ? null : shortHash(key),
            key === '' ? 1 : 0,
            corrects ?? null,
            cut === true ? 1 : 0,
            ...orderOf(cells),
          );
          count += 1;
        }
        database.exec('commit');
      });
    roomFor(() => markRepeats(database));
    const all = database.prepare<[], StagedRecord>(
      `select line, hash, cells, keyless, duplicate, others, corrects, cut, known from staged order by ${[...directions.map((way, at) => `sort_${at} ${way}`), 'seq'].join(', ')}`,
    );
    return {
      count,
      markKnown: (hashes) => roomFor(() => markKnown(database, hashes)),
      pages: () => paged(all.iterate()),
      close: () => database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
};

interface StagedRecord {
  readonly line: number;
  readonly hash: Buffer;
  readonly cells: string;
  readonly keyless: number;
  readonly duplicate: number;
  readonly others: string | null;
  readonly corrects: string | null;
  readonly cut: number;
  readonly known: number;
}

/** Looks at rows that share a key: which repeat another one, and which contradict it. */
const markRepeats = (database: Database.Database): void => {
  database.exec('create index by_key on staged (row_key, hash, seq) where row_key is not null');
  const shared = `select row_key from staged where row_key is not null group by row_key having count(*) > 1`;
  if (database.prepare(`${shared} limit 1`).get() === undefined) return;
  database.exec(`
    create temp table shared as ${shared};
    create unique index temp.shared_key on shared (row_key);
    update staged set duplicate = 1
      where row_key in (select row_key from shared) and exists (
        select 1 from staged as before
        where before.row_key = staged.row_key and before.hash = staged.hash and before.seq < staged.seq
      );
    create index in_order on staged (row_key, seq) where row_key is not null and duplicate = 0;
    update staged set others = nullif((
        select json_group_array(line) from (
          select other.line from staged as other
          where other.row_key = staged.row_key and other.duplicate = 0 and other.hash <> staged.hash
          order by other.seq limit ${namedLines}
        )
      ), '[]')
      where row_key in (select row_key from shared) and duplicate = 0;
  `);
};

const markKnown = (database: Database.Database, hashes: Iterable<string>): void => {
  database.exec('create temp table known (hash blob primary key) without rowid; begin');
  const insert = database.prepare('insert or ignore into known values (?)');
  for (const hash of hashes) insert.run(Buffer.from(hash, 'base64url'));
  database.exec(`
    commit;
    update staged set known = 1 where hash in (select hash from known);
    drop table known;
  `);
};

function* paged(records: Iterable<StagedRecord>): Generator<readonly StagedRow[]> {
  let page: StagedRow[] = [];
  for (const record of records) {
    page.push({
      line: record.line,
      hash: record.hash.toString('base64url'),
      cells: JSON.parse(record.cells),
      key: keyFault(record),
      ...(record.corrects === null ? {} : { corrects: record.corrects }),
      ...(record.cut === 0 ? {} : { cut: true }),
      known: record.known === 1,
    });
    if (page.length === pageSize) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

const keyFault = ({ keyless, duplicate, others }: StagedRecord): StagedRow['key'] => {
  if (keyless === 1) return 'none';
  if (duplicate === 1) return 'duplicate';
  return others === null ? undefined : JSON.parse(others);
};
