import { Interrupted } from '@presales/kernel';
import {
  type CopyProgress,
  type CopyResult,
  copyLog,
  open,
  type Presales,
} from '@presales/runtime';
import { jsonText } from '../json.ts';
import type { Progress } from '../progress.ts';
import type { Context, Subcommand } from './context.ts';

interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly json?: boolean;
}

const help = `
The target is made when it is not there. It must be empty or hold the beginning of the source, as an
earlier copy left it: what it holds is compared event by event, and anything else is refused. So a
copy that was interrupted, or killed, goes on when run again, and one that is complete adds nothing.
At the end everything is read again and compared by count and by the hash that is printed.

Write to the old log no more before the last run: what comes to it later is not in the new one.

Examples:
  From a file into a cluster  presales copy --from sqlite:./presales.db --to esdb://host:2113
  And back                    presales copy --from esdb://host:2113 --to sqlite:./presales.db
  A copy of a log in use      presales copy --from sqlite:./presales.db --to sqlite:./copy.db
  For another program         presales copy --from sqlite:./a.db --to sqlite:./b.db --json | jq .hash`;

/** `presales copy`: all events of one log into another. */
export const copyCommand: Subcommand = (program, context) => {
  program
    .command('copy')
    .summary('all events of a log into another log')
    .description(
      'Copies a log into another one, of the same kind or not: the same events in the same order, each\nwith its id, metadata and the time it was first recorded at.',
    )
    .requiredOption('--from <connection>', 'the log to read, such as sqlite:./presales.db')
    .requiredOption('--to <connection>', 'the log to write, such as esdb://host:2113')
    .option('--json', 'the result as one JSON object')
    .addHelpText('after', help)
    .action((options: CopyOptions) => run(context, options));
};

const run = async (context: Context, { from, to, json }: CopyOptions): Promise<void> => {
  const source = await openLog(from, { readOnly: true });
  try {
    // Closing a file puts it on the disk as a whole, and until then the source has everything.
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
  const progress = phases(context);
  try {
    return await copyLog({ from, to, signal, onProgress: progress.at });
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

/** One bar for each phase. */
const phases = (context: Context) => {
  let shown: { readonly phase: CopyProgress['phase']; readonly bar: Progress } | undefined;
  return {
    at: ({ phase, done, total }: CopyProgress): void => {
      if (shown?.phase !== phase) {
        shown?.bar.stop();
        shown = { phase, bar: context.progress(titles[phase]) };
      }
      shown.bar.at(done, total);
    },
    stop: (): void => shown?.bar.stop(),
  };
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
