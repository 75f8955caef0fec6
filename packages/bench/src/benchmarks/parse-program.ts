import Database from 'better-sqlite3';
import { meter, type Rates } from '../harness/meter.ts';

/** The payloads of a log, parsed and nothing else. */
export interface ParseOptions {
  readonly file: string;
}

/** Payloads that are in memory at a time; as many as our log reads in a page. */
const pageSize = 1_000;

/**
 * JSON.parse of every payload, one by one, each touched. Reading them from the file is not counted:
 * the clock runs only while a page is parsed.
 */
export const parsePayloads = async ({ file }: ParseOptions): Promise<Rates> => {
  const database = new Database(file, { readonly: true });
  const select = database
    .prepare<[number, number], string>(
      'SELECT data FROM events WHERE position > ? ORDER BY position LIMIT ?',
    )
    .pluck();
  let parsed = 0;
  const timing = meter();
  let touched = 0;
  for (;;) {
    const page = select.all(parsed - 1, pageSize);
    if (page.length === 0) break;
    timing.start();
    for (const text of page) if (typeof JSON.parse(text) === 'object') touched += 1;
    timing.stop();
    parsed += page.length;
  }
  database.close();
  if (touched !== parsed) throw new Error(`${touched} of ${parsed} payloads were objects`);
  return timing.rates(parsed);
};
