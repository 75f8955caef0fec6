import { EventLogError } from '@presales/kernel';
import type { Database } from 'better-sqlite3';

/** The names behind the numbers of one log. Numbers are never given anew, so they may be kept. */
export interface Names {
  readonly streamName: (number: number) => string;
  readonly typeName: (number: number) => string;
  readonly streamNumber: (name: string) => number | undefined;
}

/** Names kept in memory, each kind: some megabytes at most, however many streams there are. */
const keptNames = 50_000;

/** The names of one connection's log, looked up as they are needed. */
export const names = (database: Database): Names => {
  const selectNumber = database
    .prepare<[string], number>('SELECT number FROM stream WHERE name = ?')
    .pluck();
  return {
    streamName: kept(database, 'stream'),
    typeName: kept(database, 'event_type'),
    streamNumber: (name) => selectNumber.get(name),
  };
};

const kept = (database: Database, table: 'stream' | 'event_type'): ((number: number) => string) => {
  const select = database
    .prepare<[number], string>(`SELECT name FROM ${table} WHERE number = ?`)
    .pluck();
  const held = new Map<number, string>();
  return (number) => {
    const known = held.get(number);
    if (known !== undefined) return known;
    const name = select.get(number);
    if (name === undefined)
      throw new EventLogError('event-log/corrupt', `the log has no ${table} of number ${number}`);
    if (held.size >= keptNames) held.clear();
    held.set(number, name);
    return name;
  };
};
