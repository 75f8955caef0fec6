import { existsSync } from 'node:fs';
import {
  type Importer,
  type ImportProgress,
  type ImportResult,
  type PreparedImport,
  prepareImport,
  presalesTarget,
  rehearsalTarget,
  type Tally,
} from '@presales/import';
import { besideLog, open } from '@presales/runtime';
import type { Context } from '../commands/context.ts';
import type { ClockOptions, LogOptions } from '../commands/log-options.ts';
import { ExitCode } from '../exit-code.ts';
import { harmless, harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { clockAheadOf } from './clock-ahead.ts';
import { connectionsOf, hasLog } from './connections.ts';
import { phases } from './phases.ts';

/** The options of `presales import`. */
export interface ImportCommandOptions extends LogOptions, ClockOptions {
  readonly mapping: string;
  readonly rejects?: string;
  readonly rejectsLimit?: number;
  readonly allowOutside?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Imports a file by its mapping, and prints what that came to. */
export const importFile = async (
  context: Context,
  input: string,
  options: ImportCommandOptions,
): Promise<void> => {
  const { mapping, allowOutside = false, dryRun = false } = options;
  // A missing log is reported first: after minutes of reading it would come too late.
  const eventLog = dryRun
    ? logToTryOn(options, context)
    : connectionsOf(options, context.env).eventLog;
  const progress = phases(context, titles);
  const result = await prepareImport({
    input,
    mapping,
    allowOutside,
    onProgress: ({ phase, done, total, rejected }) =>
      progress.at(phase, done, total, rejected === 0 ? '' : `${counted(rejected, 'row')} rejected`),
    onWaiting: (holder) => context.note(waitingFor(holder)),
    signal: context.signal,
  })
    .then((prepared) => carryOut(prepared, eventLog, options))
    .finally(progress.stop);
  await context.print(options.json ? jsonText(result, 2) : told(harmlessly(result), dryRun));
  if (result.rejected + result.skipped > 0) context.exitWith(ExitCode.rejects);
};

const waitingFor = (holder: Importer | undefined): string => {
  const who =
    holder === undefined
      ? ''
      : harmless(` (${holder.what}, process ${holder.pid} on ${holder.host})`);
  return `another import into this log is under way${who}; waiting until it has ended`;
};

const carryOut = async (
  prepared: PreparedImport,
  eventLog: string,
  options: ImportCommandOptions,
): Promise<ImportResult> => {
  const { rejects, rejectsLimit, dryRun = false } = options;
  const presales = await open({
    eventLog,
    ...clockAheadOf(options),
    readModels: 'memory:',
    project: false,
    readOnly: dryRun && eventLog !== 'memory:',
  }).catch((error) => {
    prepared.close();
    throw error;
  });
  const remembering = {
    beside: besideLog(eventLog),
    ...(rejects === undefined ? {} : { rejects }),
    ...(rejectsLimit === undefined ? {} : { rejectsLimit }),
  };
  try {
    return dryRun
      ? await prepared.dryRun(await rehearsalTarget(presales), remembering)
      : await prepared.run(presalesTarget(presales), remembering);
  } finally {
    await presales.close();
  }
};

/** The log that a dry run goes on top of: an empty one where none is named or none is there yet. */
const logToTryOn = (options: LogOptions, { env }: Context): string => {
  const named = hasLog(options, env) ? connectionsOf(options, env).eventLog : 'memory:';
  return named.startsWith('sqlite:') && !existsSync(besideLog(named)) ? 'memory:' : named;
};

const titles: Readonly<Record<ImportProgress['phase'], string>> = {
  reading: 'Reading',
  importing: 'Importing',
};

/** A count with its noun. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** How many texts are told that no condition knows; a program has all of them. */
const uncoveredShown = 20;

/** Values that led to nothing, as lines. */
export const toldUncovered = (uncovered: ImportResult['uncovered']): readonly string[] => {
  if (uncovered.length === 0) return [];
  const more = uncovered.length - uncoveredShown;
  return [
    'Values that no condition of the mapping knows; what is meant to lead to nothing belongs under "ignore":',
    ...uncovered
      .slice(0, uncoveredShown)
      .map(
        ({ column, value, rows }) =>
          `  ${column}: ${value === undefined ? 'other values' : JSON.stringify(value)} in ${counted(rows, 'row')}`,
      ),
    ...(more > 0 ? [`  … and ${more.toLocaleString('en-US')} more`] : []),
  ];
};

/** What an import came to: of several files each by itself, then together. */
const told = (result: ImportResult, dryRun: boolean): string => {
  const { inputs } = result;
  if (inputs === undefined) return toldOne(result, dryRun).join('\n');
  return [
    ...inputs.flatMap((input) => [
      `${input.file}:`,
      ...toldOne(input, dryRun).map((line) => `  ${line}`),
    ]),
    toldCounts(result, dryRun),
  ].join('\n');
};

type Told = Tally & Pick<ImportResult, 'rejects'>;

const toldCounts = ({ rows, events }: Tally, dryRun: boolean): string =>
  dryRun
    ? `${counted(rows, 'row')} read, ${counted(events, 'event')} would be added; nothing stored`
    : `${counted(rows, 'row')} read, ${counted(events, 'event')} added`;

const toldOne = (result: Told, dryRun: boolean): readonly string[] => {
  const { rejected, unlisted, skipped, duplicates, known, changed } = result;
  const lines = [toldCounts(result, dryRun)];
  if (known > 0) lines.push(`${counted(known, 'row')} imported before as they are`);
  if (duplicates > 0)
    lines.push(`${counted(duplicates, 'row')} passed over as duplicates of rows before them`);
  if (changed > 0)
    lines.push(
      `${counted(changed, 'row')} imported before with other cells, or to other commands: only what is new in them was added`,
    );
  if (skipped > 0)
    lines.push(
      `${counted(skipped, 'row')} not tried again: they stand in ${result.rejects ?? 'the rejects'}`,
    );
  if (rejected > 0)
    lines.push(
      `${counted(rejected, 'row')} rejected${dryRun ? '' : `: see ${result.rejects}`}`,
      ...toldRejections(result.rejections),
    );
  if (unlisted > 0)
    lines.push(
      `${counted(unlisted, 'row')} of them found no room in ${result.rejects} (see --rejects-limit), and will be rejected again`,
    );
  lines.push(...toldUncovered(result.uncovered));
  return lines;
};

/** Why rows were rejected, by code, as lines. */
export const toldRejections = (rejections: Tally['rejections']): readonly string[] =>
  rejections.flatMap(({ code, rows, first }) => [
    `  ${code} in ${counted(rows, 'row')}`,
    ...first.map(({ file, line, reason }) => `    ${file}:${line}: ${reason}`),
    ...(rows > first.length
      ? [`    … and ${(rows - first.length).toLocaleString('en-US')} more`]
      : []),
  ]);
