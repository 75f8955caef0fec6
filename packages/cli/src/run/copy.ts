import { Instant, Interrupted, parse } from '@presales/kernel';
import {
  type CopyProgress,
  type CopyResult,
  copyLog,
  open,
  type Presales,
  realWorld,
} from '@presales/runtime';
import type { Context } from '../commands/context.ts';
import { jsonText } from '../json.ts';
import { closedAfter } from './closing.ts';
import { phases } from './phases.ts';

/** The options of `presales copy`. */
export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly capTimes?: string;
  readonly json?: boolean;
}

/** Copies a log into another one, and prints what that came to. */
export const copy = async (
  context: Context,
  { from, to, capTimes: cap, json }: CopyOptions,
): Promise<void> => {
  const capTimes = cap === undefined ? undefined : parse(Instant, cap, '--cap-times');
  const source = await openLog(from, { readOnly: true });
  const result = await closedAfter(source, async () => {
    // Closing the file puts all of it on the disk; until then the source still has everything.
    const target = await openLog(to, { durability: 'normal' });
    const names = { from: source.log.name, to: target.log.name };
    return closedAfter(target, async () => ({
      ...names,
      ...(await copied(context, source, target, capTimes)),
    }));
  });
  await context.print(json ? jsonText(result, 2) : told(result, capTimes));
};

const openLog = (
  eventLog: string,
  how: Pick<Parameters<typeof open>[0], 'readOnly' | 'durability'>,
): Promise<Presales> => open({ eventLog, readModels: 'memory:', project: false, ...how });

const copied = async (
  context: Context,
  { log: from }: Presales,
  { log: to }: Presales,
  capTimes: Instant | undefined,
): Promise<CopyResult> => {
  const { signal } = context;
  const progress = phases(context, titles);
  const onProgress = ({ phase, done, total }: CopyProgress) => progress.at(phase, done, total);
  try {
    return await copyLog({
      from,
      to,
      signal,
      onProgress,
      world: realWorld,
      ...(capTimes === undefined ? {} : { capTimes }),
    });
  } catch (error) {
    if (signal.aborted) throw new Interrupted('interrupted; run it again to go on');
    throw error;
  } finally {
    progress.stop();
  }
};

const titles: Readonly<Record<CopyProgress['phase'], string>> = {
  comparing: 'Comparing',
  copying: 'Copying',
  verifying: 'Verifying',
};

const told = (
  { events, copied, capped, ahead, hash }: CopyResult,
  capTimes: Instant | undefined,
): string => {
  const before = events - copied;
  const lines = [
    before === 0
      ? `${counted(copied)} copied`
      : `${counted(copied)} copied; ${counted(before)} stood there before`,
  ];
  if (capped > 0)
    lines.push(
      `${counted(capped)} recorded later than ${capTimes}, or at no time, in the old log, and no later than that in the new one`,
    );
  if (ahead > 0)
    lines.push(
      `${counted(ahead)} recorded in the future, and so will all that follow be: if a clock was wrong, copy into a new log with --cap-times and the hour until which it may have been right`,
    );
  lines.push(
    capped > 0
      ? `The new log holds ${counted(events)} with the hash ${hash}`
      : `Both logs hold ${counted(events)} with the hash ${hash}`,
  );
  return lines.join('\n');
};

const counted = (count: number): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? 'event' : 'events'}`;
