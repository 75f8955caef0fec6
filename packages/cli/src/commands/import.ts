import {
  type ImportProgress,
  type ImportResult,
  type PreparedImport,
  prepareImport,
  presalesTarget,
} from '@presales/import';
import { besideLog, open } from '@presales/runtime';
import { ExitCode } from '../exit-code.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import type { Progress } from '../progress.ts';
import type { Context, Subcommand } from './context.ts';
import { connectionsOf, type LogOptions, withLogOption } from './log-options.ts';

interface ImportCommandOptions extends LogOptions {
  readonly mapping: string;
  readonly rejects?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const help = `
The mapping is a YAML file that says what the rows become; docs/reference/mapping.md describes it.
Mapping, joined files and the whole CSV are checked before anything is stored. A row that cannot be
read or is refused goes to the rejects file with its line and reason, and stops nothing. Running the
same import again adds nothing; after an interruption it goes on. Rows that stand in the rejects file
are not tried again: delete their lines, or the file, to try them.

Ends with 4 when rows were rejected, now or in an earlier run.

Examples:
  One row per deal      presales import deals.csv --mapping mapping.yaml --log sqlite:./presales.db
  Try the mapping only  presales import deals.csv --mapping mapping.yaml --dry-run
  Compressed            presales import deals.csv.gz --mapping mapping.yaml --rejects rejects.csv
  For another program   presales import deals.csv --mapping mapping.yaml --json | jq .events`;

/** `presales import`: history from another system, row by row through the deciders. */
export const importCommand: Subcommand = (program, context) => {
  withLogOption(
    program
      .command('import')
      .argument('<file>', 'a CSV file, gzipped or not')
      .summary('history from another system, by a mapping')
      .description(
        'Imports a CSV file: each row becomes commands, with the business time of the row. The log is\nmade when it is not there.',
      ),
  )
    .requiredOption('--mapping <file>', 'what the rows become')
    .option('--rejects <file>', 'where refused rows go; by default beside the log')
    .option('--dry-run', 'read everything, store nothing')
    .option('--json', 'the result as one JSON object')
    .addHelpText('after', help)
    .action((file: string, options: ImportCommandOptions) => run(context, file, options));
};

const run = async (context: Context, input: string, options: ImportCommandOptions) => {
  const { mapping, rejects, dryRun = false } = options;
  // Which log is asked first: after minutes of reading it would come too late.
  const connections = dryRun ? undefined : connectionsOf(options, context.env);
  const progress = phases(context);
  const result = await (async () => {
    try {
      const prepared = await prepareImport({
        input,
        mapping,
        onProgress: progress.at,
        signal: context.signal,
      });
      return await (connections === undefined
        ? prepared.dryRun()
        : intoLog(prepared, connections, rejects));
    } finally {
      progress.stop();
    }
  })();
  await context.print(options.json ? jsonText(result, 2) : told(harmlessly(result), dryRun));
  if (result.rejected + result.skipped > 0) context.exitWith(ExitCode.rejects);
};

const intoLog = async (
  prepared: PreparedImport,
  connections: ReturnType<typeof connectionsOf>,
  rejects: string | undefined,
): Promise<ImportResult> => {
  const presales = await open({ ...connections, readModels: 'memory:', project: false });
  try {
    return await prepared.run(presalesTarget(presales), {
      beside: besideLog(connections.eventLog),
      ...(rejects === undefined ? {} : { rejects }),
    });
  } finally {
    await presales.close();
  }
};

/** One bar for each phase, in bytes of the file. */
const phases = (context: Context) => {
  let shown: { readonly phase: ImportProgress['phase']; readonly bar: Progress } | undefined;
  return {
    at: ({ phase, bytesRead, bytesTotal }: ImportProgress): void => {
      if (shown?.phase !== phase) {
        shown?.bar.stop();
        const title = phase === 'checking' ? 'Checking' : 'Importing';
        shown = { phase, bar: context.progress(title) };
      }
      shown.bar.at(bytesRead, bytesTotal);
    },
    stop: (): void => shown?.bar.stop(),
  };
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
      `${counted(changed, 'row')} imported before with other cells: only what is new in them was added`,
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
