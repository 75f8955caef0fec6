import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';

/** A log of which the seals are taken away. */
export interface UnsealOptions {
  /** The log's file; nobody has it open. */
  readonly file: string;
}

/**
 * Makes of a log one that another program has written: nothing in it can be compared on reading. Answers
 * with the number of its events.
 */
export const unseal = async ({ file }: UnsealOptions): Promise<number> => {
  const database = new Database(file);
  const { changes } = database
    .prepare('UPDATE sealed_event SET checksum = NULL, seal = NULL')
    .run();
  database.exec('VACUUM');
  database.close();
  rmSync(`${file}.mark`);
  return changes;
};
