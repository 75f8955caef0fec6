import type { LogRecord } from '../store/log-record.ts';

const TICKS_PER_MILLISECOND = 10_000n;

/** What the server adds to the contents of an event; the time is in ticks of a hundred nanoseconds. */
export const propertiesOf = (record: LogRecord): readonly (readonly [string, string])[] => [
  ['type', record.type],
  ['created', String(BigInt(Math.trunc(record.created)) * TICKS_PER_MILLISECOND)],
  ['content-type', record.isJson ? 'application/json' : 'application/octet-stream'],
];
