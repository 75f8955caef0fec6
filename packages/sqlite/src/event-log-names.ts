import { EventLogError } from '@presales/kernel';
import type { Database } from 'better-sqlite3';

/**
 * The names behind the numbers of one log. A number never gets another name, so what was looked up
 * may be kept.
 */
export interface Names {
  readonly streamName: (number: number) => string;
  readonly typeName: (number: number) => string;
  readonly streamNumber: (name: string) => number | undefined;
}

/**
 * Names of each kind that are kept in memory: some megabytes at most, however many streams there
 * are.
 */
const keptNames = 50_000;

/** Names fetched at once, because a reader of the log in its order needs the neighbours next. */
const blockSize = 256;

/** The names of one connection's log, looked up as they are needed. */
export const names = (database: Database): Names => {
  const selectNumber = database
    .prepare<[string], number>('SELECT number FROM stream WHERE name = ?')
    .pluck();
  const streams = kept(database, 'stream');
  const types = kept(database, 'event_type');
  return {
    streamName: streams.name,
    typeName: types.name,
    streamNumber: (name) => {
      const number = selectNumber.get(name);
      if (number !== undefined) streams.keep(number, name);
      return number;
    },
  };
};

interface Kept {
  readonly name: (number: number) => string;
  readonly keep: (number: number, name: string) => void;
}

const kept = (database: Database, table: 'stream' | 'event_type'): Kept => {
  const selectBlock = database
    .prepare<[number, number], [number: number, name: string]>(
      `SELECT number, name FROM ${table} WHERE number BETWEEN ? AND ?`,
    )
    .raw();
  const held = new Map<number, string>();
  const keep = (number: number, name: string): void => {
    if (held.size >= keptNames) held.clear();
    held.set(number, name);
  };
  const fetched = (number: number): string => {
    const first = number - (number % blockSize);
    let wanted: string | undefined;
    for (const [each, name] of selectBlock.all(first, first + blockSize - 1)) {
      keep(each, name);
      if (each === number) wanted = name;
    }
    // In a damaged file a name can be no text.
    if (typeof wanted !== 'string')
      throw new EventLogError('event-log/corrupt', `the log has no ${table} of number ${number}`);
    return wanted;
  };
  return { name: (number) => held.get(number) ?? fetched(number), keep };
};
