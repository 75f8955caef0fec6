import { deepStrictEqual } from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type { EventLog, StoredEvent } from '@presales/kernel';
import type { NewEvent } from '@presales/kernel/store';
import { sqliteEventLog } from '@presales/sqlite';
import Database from 'better-sqlite3';
import type { Told } from './event-log-process.ts';

/** The clock of tests that do not care about it. */
export const now = () => '2026-03-01T09:00:00.000Z';

/** An event that says where it belongs. */
export const eventOf = (batch: number, place: number, parts: Partial<NewEvent> = {}): NewEvent => ({
  id: `00000000-0000-4000-8001-${batch.toString(16).padStart(6, '0')}${place.toString(16).padStart(6, '0')}`,
  type: 'Counted',
  version: 1,
  data: { batch, place, note: 'x'.repeat(200) },
  metadata: {
    actor: 'writer-1',
    commandId: `1-${batch}`,
    correlationId: `1-${batch}`,
    causationId: `1-${batch}`,
    occurredAt: now(),
  },
  ...parts,
});

/** Appends batches to one stream, as `append.mjs` does. */
export const appendBatches = async (log: EventLog, count: number, size: number): Promise<void> => {
  for (let batch = 0; batch < count; batch++)
    await log.append(
      'deal-1',
      batch === 0 ? 'no-stream' : BigInt(batch * size - 1),
      Array.from({ length: size }, (_, place) => eventOf(batch, place)),
    );
};

/** Every event of the log. */
export const allOf = async (log: EventLog): Promise<readonly StoredEvent[]> => {
  const all: StoredEvent[] = [];
  for await (const { events } of log.readAll()) all.push(...events);
  return all;
};

/**
 * What must hold of a log whose writer (`append.mjs`, batches of one size, from batch 0) was
 * stopped at any moment: every acknowledged batch is there, batches are whole and in order,
 * positions and revisions have no gap. Answers with the number of batches.
 */
export const checkBatches = async (
  file: string,
  size: number,
  told: readonly Told[],
): Promise<number> => {
  const log = await sqliteEventLog({ file, now });
  try {
    const all = await allOf(log);
    const acknowledged = told.filter(
      ({ batch, code }) => batch !== undefined && code === undefined,
    );
    const batches = all.length / size;
    deepStrictEqual(Number.isInteger(batches), true, `${all.length} events in batches of ${size}`);
    deepStrictEqual(
      all.map(({ position, revision, data }) => ({ position, revision, data: place(data) })),
      all.map((_, index) => ({
        position: BigInt(index),
        revision: BigInt(index),
        data: [Math.floor(index / size), index % size],
      })),
    );
    const last = Math.max(-1, ...acknowledged.map(({ batch = -1 }) => batch));
    if (batches <= last) throw new Error(`batch ${last} was acknowledged, ${batches} are there`);
    return batches;
  } finally {
    await log.close();
  }
};

const place = (data: object): readonly unknown[] =>
  'batch' in data && 'place' in data ? [data.batch, data.place] : [];

/** Makes of a log's file what the first version was: without an id, seals and a mark. */
export const asFirstVersion = (file: string): void => {
  const database = new Database(file);
  database.exec(`
    DROP TABLE identity;
    DROP VIEW event;
    ALTER TABLE sealed_event DROP COLUMN checksum;
    ALTER TABLE sealed_event DROP COLUMN seal;
    ALTER TABLE sealed_event RENAME TO event;
  `);
  database.pragma('user_version = 1');
  database.close();
  rmSync(`${file}.mark`);
};
