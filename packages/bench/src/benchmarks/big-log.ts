import { sqliteEventLog } from '@presales/sqlite';
import { commits } from '../workload/commits.ts';
import { reference } from '../workload/reference.ts';

/** A log to be read and projected. */
export interface BigLogOptions {
  readonly file: string;
  readonly events: number;
}

/** Appends in flight: they share their commits. */
const inFlight = 1_000;

/** Writes the workload in one go, without waiting for the disk; nobody measures it. */
export const writeBigLog = async ({ file, events }: BigLogOptions): Promise<number> => {
  const log = await sqliteEventLog({
    file,
    now: () => new Date().toISOString(),
    durability: 'normal',
  });
  let written = 0;
  let pending: Promise<unknown>[] = [];
  const settle = async (): Promise<void> => {
    await Promise.all(pending);
    pending = [];
  };
  const append = async (
    stream: string,
    before: number,
    batch: Parameters<typeof log.append>[2],
  ): Promise<void> => {
    const expected = before === 0 ? 'no-stream' : BigInt(before - 1);
    pending.push(log.append(stream, expected, batch));
    written += batch.length;
    if (pending.length >= inFlight) await settle();
  };
  for (const commit of reference()) await append(commit.stream, commit.before, commit.events);
  for (const commit of commits({ seed: 3, events: events - written, perCommit: 5 }))
    await append(commit.stream, commit.before, commit.events);
  await settle();
  const stored = Number(await log.head()) + 1;
  await log.close();
  if (stored !== events) throw new Error(`${stored} events in the log instead of ${events}`);
  return stored;
};
