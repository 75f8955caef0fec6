import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventLog } from '@presales/kernel';
import type { Finding, Inspected } from '@presales/kernel/store';
import { fileOf, isEventStoreDb, sqlitePackage } from './connection.ts';

/**
 * A log as it can be inspected: one in a file byte by byte; of any other, what its port gives, for a
 * server keeps its own checksums and tells nobody.
 *
 * @param open gives the log, where it is inspected through its port
 */
export async function* inspectLog(
  connection: string,
  open: () => Promise<EventLog>,
): AsyncGenerator<Inspected> {
  if (connection === 'memory:' || isEventStoreDb(connection)) yield* inspectPort(await open());
  else {
    const { inspectSqliteEventLog } = await sqlitePackage(connection);
    yield* inspectSqliteEventLog(fileOf(connection));
  }
}

/** All events through the port, and gaps in the revisions of streams. It knows each stream by name. */
async function* inspectPort(log: EventLog): AsyncGenerator<Inspected> {
  const head = await log.head();
  const next = new Map<string, bigint>();
  for await (const { events, through } of log.readAll()) {
    const findings: Finding[] = [];
    for (const { stream, revision, position } of events) {
      const expected = next.get(stream) ?? 0n;
      if (revision !== expected)
        findings.push({
          code: 'log/missing-events',
          changesFigures: true,
          message: `revision ${revision} follows where ${expected} was to come`,
          position,
          stream,
          revision,
        });
      next.set(stream, revision + 1n);
    }
    yield { findings, events, through, head };
    await nextTurn();
  }
}
