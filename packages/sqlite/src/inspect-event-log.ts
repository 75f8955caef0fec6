import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { categoryOf, type StoredEvent } from '@presales/kernel';
import type { Finding, Inspected } from '@presales/kernel/store';
import type { Database } from 'better-sqlite3';
import { toEventLogError } from './event-log-error.ts';
import { markFile, readMark } from './event-log-mark.ts';
import { eventLogKind } from './event-log-schema.ts';
import { isSealed } from './event-log-seals.ts';
import { lostTail } from './event-log-tail.ts';
import { isSqliteError } from './fault.ts';
import { type ChainCheck, chainCheck } from './inspect-chain.ts';
import { type InspectedRow, type InspectedRows, rowsAfter } from './inspect-rows.ts';
import { brokenStructure } from './integrity.ts';
import { type OpenDatabase, openDatabase } from './open-database.ts';

/**
 * Looks at every byte of an embedded log that matters: the mark beside it, the structure of the file,
 * the text of every event against its checksum and its seal, positions and revisions for gaps, names.
 * Nothing is changed, and the log may be in use. Memory does not grow with the log.
 *
 * @throws EventLogError when the file cannot be opened as an event log
 */
export async function* inspectSqliteEventLog(file: string): AsyncGenerator<Inspected> {
  let opened: OpenDatabase | undefined;
  try {
    // Read before the log, which others may be writing: it is then never ahead of the log.
    const mark = readMark(file);
    opened = openDatabase(eventLogKind, { file, readOnly: true });
    const { database } = opened;
    const inspection = new Inspection(database);
    const head = inspection.head();
    yield {
      findings: [...markFindings(database, file, mark), ...inspection.structure()],
      events: [],
      through: -1n,
      head: BigInt(head),
    };
    for (let reached = -1; reached < head; ) {
      await nextTurn();
      const { through, ...seen } = inspection.after(reached, head);
      reached = through;
      yield { ...seen, through: BigInt(reached), head: BigInt(head) };
    }
    yield { findings: inspection.end(), events: [], through: BigInt(head), head: BigInt(head) };
  } catch (error) {
    throw toEventLogError(error, resolve(file));
  } finally {
    opened?.close();
  }
}

const markFindings = (
  database: Database,
  file: string,
  mark: ReturnType<typeof readMark>,
): readonly Finding[] => {
  if (mark !== undefined && 'unreadable' in mark)
    return [
      {
        code: 'log/unreadable-mark',
        changesFigures: false,
        message: `${markFile(file)}: ${mark.unreadable}; whether the end of the log is missing cannot be told`,
      },
    ];
  const lost = lostTail(database, file, mark);
  if (lost === undefined) return [];
  const position = BigInt(lost.mark.position);
  return [{ code: 'log/tail-missing', changesFigures: true, message: lost.message, position }];
};

/** One look at a log, on one connection. */
class Inspection {
  readonly #database: Database;
  readonly #sealed: boolean;
  readonly #chain: ChainCheck = chainCheck();
  readonly #rows: (after: number) => InspectedRows;

  constructor(database: Database) {
    this.#database = database;
    this.#sealed = isSealed(database);
    this.#rows = rowsAfter(database);
  }

  head(): number {
    const events = this.#sealed ? 'sealed_event' : 'event';
    const select = this.#database.prepare<[], number | null>(`SELECT max(position) FROM ${events}`);
    return select.pluck().get() ?? -1;
  }

  structure(): readonly Finding[] {
    const broken = brokenStructure(this.#database).map(
      (message): Finding => ({
        code: 'log/broken-structure',
        changesFigures: true,
        message: `the structure of the file is broken: ${message}`,
      }),
    );
    if (this.#sealed) return broken;
    const message =
      'the log has no seals yet, so whether it was changed cannot be told; it is sealed, as it is, when it is opened for writing';
    return [...broken, { code: 'log/unsealed-log', changesFigures: false, message }];
  }

  /** The next stretch of events. */
  after(reached: number, head: number): Omit<Inspected, 'through' | 'head'> & { through: number } {
    const { rows, unreadable, through } = this.#rows(reached);
    const findings: Finding[] = unreadable
      .filter((position) => position <= head)
      .map((position) => ({
        code: 'log/unreadable-events',
        changesFigures: true,
        message: 'what stands there cannot be read: the page that it is on is damaged',
        position: BigInt(position),
      }));
    const events: StoredEvent[] = [];
    let expected = reached + 1;
    const gap = (until: number): void => {
      findings.push(...this.#chain.broken());
      // Of what cannot be read nobody knows whether it is gone.
      if (unreadable.length === 0) findings.push(missing(expected, until));
    };
    for (const row of rows) {
      if (row.position > head) break;
      if (row.position !== expected) gap(row.position - 1);
      expected = row.position + 1;
      this.#look(row, findings, events);
    }
    const last = Math.min(through, head);
    if (expected <= last) gap(last);
    return { findings, events, through: last };
  }

  #look(row: InspectedRow, findings: Finding[], events: StoredEvent[]): void {
    const { stream, type, checksum, seal, ...rest } = row;
    if (typeof stream !== 'string' || typeof type !== 'string' || !isWhole(row)) {
      findings.push(...this.#chain.broken(), {
        code: 'log/damaged-event',
        changesFigures: true,
        message:
          'what stands there is no event: its columns or the names of its stream and type are damaged',
        position: BigInt(row.position),
      });
      return;
    }
    const text = { ...rest, stream, type };
    const found = this.#sealed ? this.#chain.next({ text, checksum, seal }) : [];
    findings.push(...found);
    const place = { position: BigInt(row.position), stream, revision: BigInt(row.revision) };
    if (
      found.some(
        ({ code, position }) => code === 'log/damaged-event' && position === place.position,
      )
    )
      return;
    try {
      const data = JSON.parse(row.data);
      const metadata = JSON.parse(row.metadata);
      const { id, version, recordedAt } = row;
      events.push({ id, type, version, data, metadata, recordedAt, ...place });
    } catch {
      const message = `the JSON of its ${type} does not parse`;
      findings.push({ code: 'log/unparsable-event', changesFigures: true, message, ...place });
    }
  }

  /** What only the whole log tells. */
  end(): readonly Finding[] {
    return [...this.#chain.end(), ...this.#gapsInStreams(), ...this.#categories()];
  }

  #gapsInStreams(): readonly Finding[] {
    const select = this.#database.prepare<[], { stream: string; next: number; last: number }>(`
      SELECT coalesce(stream.name, 'stream ' || event.stream) AS stream, count(*) AS next,
        max(revision) AS last
      FROM ${this.#sealed ? 'sealed_event' : 'event'} AS event
      LEFT JOIN stream ON stream.number = event.stream
      GROUP BY event.stream HAVING count(*) <> max(revision) + 1 OR min(revision) <> 0`);
    return this.#readable(() =>
      select.all().map(({ stream, next, last }) => ({
        code: 'log/missing-events',
        changesFigures: true,
        message: `the stream has ${next} events, but its last revision is ${last}`,
        stream,
      })),
    );
  }

  #categories(): readonly Finding[] {
    const select = this.#database.prepare<[], { name: string; category: string }>(
      'SELECT name, category FROM stream',
    );
    return this.#readable(() => {
      const findings: Finding[] = [];
      for (const { name, category } of select.iterate())
        if (categoryOf(name) !== category)
          findings.push({
            code: 'log/wrong-category',
            changesFigures: true,
            message: `its category stands as ${category}`,
            stream: name,
          });
      return findings;
    });
  }

  /** What is too damaged to be asked was told by the check of the structure. */
  #readable(ask: () => readonly Finding[]): readonly Finding[] {
    try {
      return ask();
    } catch (error) {
      if (isSqliteError(error)) return [];
      throw error;
    }
  }
}

const missing = (from: number, until: number): Finding => ({
  code: 'log/missing-events',
  changesFigures: true,
  message:
    from === until
      ? `the event at position ${from} is gone`
      : `the events at positions ${from} to ${until} are gone`,
  position: BigInt(from),
});

/** Whether the columns hold what they may hold; in a damaged file they can hold anything. */
const isWhole = ({ revision, version, id, recordedAt, data, metadata }: InspectedRow): boolean =>
  [revision, version].every(Number.isSafeInteger) &&
  [id, recordedAt, data, metadata].every((text) => typeof text === 'string');
