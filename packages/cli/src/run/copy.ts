import { Interrupted } from '@presales/kernel';
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
import { phases } from './phases.ts';

/** The options of `presales copy`. */
export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly json?: boolean;
}

/** Copies a log into another one, and prints what that came to. */
export const copy = async (context: Context, { from, to, json }: CopyOptions): Promise<void> => {
  const source = await openLog(from, { readOnly: true });
  try {
    // Closing the file puts all of it on the disk; until then the source still has everything.
    const target = await openLog(to, { durability: 'normal' });
    try {
      const result = await copied(context, source, target);
      const names = { from: source.log.name, to: target.log.name };
      await context.print(json ? jsonText({ ...names, ...result }, 2) : told(result));
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
};

const openLog = (
  eventLog: string,
  how: Pick<Parameters<typeof open>[0], 'readOnly' | 'durability'>,
): Promise<Presales> => open({ eventLog, readModels: 'memory:', project: false, ...how });

const copied = async (
  context: Context,
  { log: from }: Presales,
  { log: to }: Presales,
): Promise<CopyResult> => {
  const { signal } = context;
  const progress = phases(context, titles);
  const onProgress = ({ phase, done, total }: CopyProgress) => progress.at(phase, done, total);
  try {
    return await copyLog({ from, to, signal, onProgress, world: realWorld });
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

const told = ({ events, copied, hash }: CopyResult): string => {
  const before = events - copied;
  return [
    before === 0
      ? `${counted(copied)} copied`
      : `${counted(copied)} copied; ${counted(before)} stood there before`,
    `Both logs hold ${counted(events)} with the hash ${hash}`,
  ].join('\n');
};

const counted = (count: number): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? 'event' : 'events'}`;
