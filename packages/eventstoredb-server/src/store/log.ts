import { isShownInAll } from './event-filter.ts';
import type { LogRecord } from './log-record.ts';
import type { AllPage, AllSelection } from './store.ts';

/** What a record takes in the log beside its texts: framing, flags, ids, stamps (`PrepareLogRecord`). */
const RECORD_OVERHEAD = 110n;

type Content = Pick<LogRecord, 'type' | 'data' | 'metadata'>;

const sizeOf = (stream: string, { type, data, metadata }: Content): bigint =>
  RECORD_OVERHEAD +
  BigInt(Buffer.byteLength(stream) + Buffer.byteLength(type) + data.length + metadata.length);

const nothing = new Uint8Array();

/** All records of all streams, in the order in which they were written. */
export class Log {
  readonly #records: LogRecord[] = [];
  /** The positions of appends without events, which take their place but are shown to no reader. */
  readonly #marks = new Set<bigint>();
  readonly #now: () => number;
  #end = 0n;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The position that the next record will get. */
  get end(): bigint {
    return this.#end;
  }

  /** The position of the last record; undefined for an empty log. */
  get lastPosition(): bigint | undefined {
    return this.#records.at(-1)?.position;
  }

  /** Adds a record at the end of the log. */
  add(event: Omit<LogRecord, 'position' | 'created'>): LogRecord {
    const record: LogRecord = { ...event, position: this.#end, created: this.#now() };
    this.#end += sizeOf(event.stream, event);
    this.#records.push(record);
    return record;
  }

  /** Takes the place of an append without events, and answers with its position. */
  addMark(stream: string): bigint {
    const position = this.#end;
    this.#marks.add(position);
    this.#end += sizeOf(stream, { type: '', data: nothing, metadata: nothing });
    return position;
  }

  /** Whether a record begins at this position, or the log begins or ends there. */
  isBoundary(position: bigint): boolean {
    return (
      position === 0n ||
      position === this.#end ||
      this.#marks.has(position) ||
      this.#records[this.#indexAt(position)]?.position === position
    );
  }

  /** Reads from a position on, including the record at that position. */
  readForwards(from: bigint, selection: AllSelection): AllPage {
    const { stop, ...page } = this.#walk(this.#indexAt(from), 1, selection);
    return { ...page, next: this.#records[stop]?.position ?? this.#end };
  }

  /** Reads from a position back, excluding the record at that position. */
  readBackwards(from: bigint, selection: AllSelection): AllPage {
    const { stop: _, ...page } = this.#walk(this.#indexAt(from) - 1, -1, selection);
    return { ...page, next: page.last ?? from };
  }

  /** The index of the first record at this position or after it. */
  #indexAt(position: bigint): number {
    let low = 0;
    let high = this.#records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const record = this.#records[middle];
      if (record !== undefined && record.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Walks the log one record at a time (`AllReader`): the window counts every record examined. */
  #walk(
    start: number,
    step: 1 | -1,
    { limit, window = Number.POSITIVE_INFINITY, accepts }: AllSelection,
  ): Omit<AllPage, 'next'> & { readonly stop: number } {
    const records: LogRecord[] = [];
    let considered = 0;
    let last: bigint | undefined;
    let index = start;
    for (; records.length < limit && considered < window; index += step) {
      const record = this.#records[index];
      if (record === undefined) break;
      considered += 1;
      last = record.position;
      if (isShownInAll(record) && (accepts?.(record) ?? true)) records.push(record);
    }
    return { records, considered, last, stop: index, end: this.#records[index] === undefined };
  }
}
