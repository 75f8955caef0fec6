import {
  type ImportProgress,
  type ImportResult,
  type PreparedImport,
  prepareImport,
  presalesTarget,
} from '@presales/import';
import { besideLog, open } from '@presales/runtime';
import type { Context } from '../commands/context.ts';
import type { ClockOptions, LogOptions } from '../commands/log-options.ts';
import { ExitCode } from '../exit-code.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { clockAheadOf } from './clock-ahead.ts';
import { type Connections, connectionsOf } from './connections.ts';
import { phases } from './phases.ts';

/** The options of `presales import`. */
export interface ImportCommandOptions extends LogOptions, ClockOptions {
  readonly mapping: string;
  readonly rejects?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Imports a file by its mapping, and prints what that came to. */
export const importFile = async (
  context: Context,
  input: string,
  options: ImportCommandOptions,
): Promise<void> => {
  const { mapping, dryRun = false } = options;
  // A missing log is reported first: after minutes of reading it would come too late.
  const connections = dryRun ? undefined : connectionsOf(options, context.env);
  const progress = phases(context, titles);
  const result = await prepareImport({
    input,
    mapping,
    // In bytes, because how many rows a file has is known at its end only.
    onProgress: ({ phase, bytesRead, bytesTotal }) => progress.at(phase, bytesRead, bytesTotal),
    signal: context.signal,
  })
    .then((prepared) =>
      connections === undefined ? prepared.dryRun() : intoLog(prepared, connections, options),
    )
    .finally(progress.stop);
  await context.print(options.json ? jsonText(result, 2) : told(harmlessly(result), dryRun));
  if (result.rejected + result.skipped > 0) context.exitWith(ExitCode.rejects);
};

const intoLog = async (
  prepared: PreparedImport,
  connections: Connections,
  options: ImportCommandOptions,
): Promise<ImportResult> => {
  const { rejects } = options;
  const presales = await open({
    ...connections,
    ...clockAheadOf(options),
    readModels: 'memory:',
    project: false,
  });
  try {
    return await prepared.run(presalesTarget(presales), {
      beside: besideLog(connections.eventLog),
      ...(rejects === undefined ? {} : { rejects }),
    });
  } finally {
    await presales.close();
  }
};

const titles: Readonly<Record<ImportProgress['phase'], string>> = {
  checking: 'Checking',
  importing: 'Importing',
};

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

const told = (result: ImportResult, dryRun: boolean): string => {
  const { rows, events, rejected, skipped, changed, firstRejects } = result;
  const lines = [
    dryRun
      ? `${counted(rows, 'row')} read, nothing stored`
      : `${counted(rows, 'row')} read, ${counted(events, 'event')} added`,
  ];
  if (changed > 0)
    lines.push(
      `${counted(changed, 'row')} imported before with other cells, or to other commands: only what is new in them was added`,
    );
  if (skipped > 0)
    lines.push(`${counted(skipped, 'row')} not tried again: they stand in ${result.rejects}`);
  if (rejected > 0) {
    lines.push(`${counted(rejected, 'row')} rejected${dryRun ? '' : `: see ${result.rejects}`}`);
    for (const { file, line, reason } of firstRejects) lines.push(`  ${file}:${line}: ${reason}`);
    if (rejected > firstRejects.length)
      lines.push(`  … and ${(rejected - firstRejects.length).toLocaleString('en-US')} more`);
  }
  return lines.join('\n');
};
