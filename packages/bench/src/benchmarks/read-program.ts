import { sqliteEventLog } from '@presales/sqlite';

/** Reading a whole log through the port. */
export interface ReadOptions {
  readonly file: string;
  /** Only these; all when absent. */
  readonly types?: readonly string[];
}

export interface ReadResult {
  /** Events of the log passed over per second, those that the filter leaves out included. */
  readonly rate: number;
  /** Events that came. */
  readonly read: number;
}

/** `readAll` from the first event to the last; data and metadata of every event are touched. */
export const measureRead = async ({ file, types }: ReadOptions): Promise<ReadResult> => {
  const log = await sqliteEventLog({ file, now: () => new Date().toISOString(), readOnly: true });
  const events = Number(await log.head()) + 1;
  let read = 0;
  let last = -1n;
  const begun = performance.now();
  for await (const page of log.readAll(types === undefined ? {} : { types })) {
    for (const { data, metadata } of page.events)
      if (typeof data === 'object' && metadata.actor !== '') read += 1;
    last = page.through;
  }
  const elapsed = performance.now() - begun;
  await log.close();
  if (Number(last) + 1 !== events || (types === undefined && read !== events))
    throw new Error(`${read} events through position ${last} of ${events}`);
  return { rate: (events / elapsed) * 1_000, read };
};
