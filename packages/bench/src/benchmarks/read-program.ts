import { sqliteEventLog } from '@presales/sqlite';
import { meter, type Rates } from '../harness/meter.ts';

/** Reading a whole log through the port. */
export interface ReadOptions {
  readonly file: string;
  /** Only these; all when absent. */
  readonly types?: readonly string[];
}

/** Rates of events of the log passed over, those that the filter leaves out included. */
export interface ReadResult extends Rates {
  /** Events that came. */
  readonly read: number;
}

/** `readAll` from the first event to the last; data and metadata of every event are touched. */
export const measureRead = async ({ file, types }: ReadOptions): Promise<ReadResult> => {
  const log = await sqliteEventLog({ file, now: () => new Date().toISOString(), readOnly: true });
  const events = Number(await log.head()) + 1;
  let read = 0;
  let last = -1n;
  const timing = meter();
  timing.start();
  for await (const page of log.readAll(types === undefined ? {} : { types })) {
    for (const { data, metadata } of page.events)
      if (typeof data === 'object' && metadata.actor !== '') read += 1;
    last = page.through;
  }
  timing.stop();
  await log.close();
  if (Number(last) + 1 !== events || (types === undefined && read !== events))
    throw new Error(`${read} events through position ${last} of ${events}`);
  return { ...timing.rates(events), read };
};
