import { statSync } from 'node:fs';
import type { StoredEvent } from '@presales/kernel';
import { sqliteEventLog } from '@presales/sqlite';

/** All events of a log in a file, in their order. */
export const eventsIn = async (file: string): Promise<readonly StoredEvent[]> => {
  const log = await sqliteEventLog({ file, readOnly: true, now: () => new Date().toISOString() });
  try {
    const events: StoredEvent[] = [];
    for await (const page of log.readAll()) events.push(...page.events);
    return events;
  } finally {
    await log.close();
  }
};

/** The same; none where a kill came before the log was made. */
export const eventsIfAny = async (file: string): Promise<readonly StoredEvent[]> => {
  const parts = ['', '-wal'].map(
    (end) => statSync(`${file}${end}`, { throwIfNoEntry: false })?.size,
  );
  if (parts.every((size) => size === undefined || size === 0)) return [];
  // Opened for writing: a schema that a kill left unfinished is made now.
  const log = await sqliteEventLog({ file, now: () => new Date().toISOString() });
  await log.close();
  return eventsIn(file);
};

/** What is wrong with the order of a log: gaps in positions or revisions, ids twice, time running back. */
export const disorder = (events: readonly StoredEvent[]): readonly string[] => {
  const revisions = new Map<string, bigint>();
  const ids = new Set<string>();
  let last = '';
  return events.flatMap(({ id, stream, position, revision, recordedAt }, nth) => {
    const expected = (revisions.get(stream) ?? -1n) + 1n;
    const wrong = [
      ...(position === BigInt(nth) ? [] : [`position ${position} where ${nth} is expected`]),
      ...(revision === expected
        ? []
        : [`${stream} has revision ${revision} where ${expected} is expected`]),
      ...(ids.has(id) ? [`event ${id} stands there twice`] : []),
      ...(recordedAt < last ? [`position ${position} was recorded before the one before it`] : []),
    ];
    revisions.set(stream, revision);
    ids.add(id);
    last = recordedAt;
    return wrong;
  });
};

/** The positions of the events of each command. */
export const byCommand = (
  events: readonly StoredEvent[],
): ReadonlyMap<string, readonly bigint[]> => {
  const positions = new Map<string, bigint[]>();
  for (const { position, metadata } of events)
    positions.set(metadata.commandId, [...(positions.get(metadata.commandId) ?? []), position]);
  return positions;
};
