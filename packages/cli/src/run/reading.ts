import { open, type Presales } from '@presales/runtime';
import type { Context } from '../commands/context.ts';
import type { LogOptions } from '../commands/log-options.ts';
import { connectionsOf } from './connections.ts';
import { unlessInterrupted } from './interruption.ts';

/** What a reading command needs: the read models of these names, or the log alone. */
type Reading = readonly string[] | 'log';

/**
 * Opens what the options name for reading, runs something with it, and closes it. The log is only
 * read and must be there. Figures are those at the log's end: read models are derived from the log,
 * so those that are needed are made or brought up to date. For the log alone none is touched.
 */
export const reading = async <Result>(
  context: Context,
  options: LogOptions,
  what: Reading,
  run: (presales: Presales) => Promise<Result>,
): Promise<Result> => {
  const connections = connectionsOf(options, context.env);
  const presales = await open({
    ...connections,
    ...(what === 'log' ? { readModels: 'memory:' } : {}),
    readOnly: true,
    project: false,
  });
  try {
    if (what !== 'log') await catchUp(context, presales, what);
    return await run(presales);
  } finally {
    await presales.close();
  }
};

/**
 * Brings the read models to the log's end, showing how far they are.
 *
 * @throws Interrupted when the user interrupts; what is projected by then stays
 */
export const catchUp = async (
  context: Context,
  presales: Presales,
  models: readonly string[],
): Promise<void> => {
  const head = await presales.log.head();
  const progress = context.progress('Projecting');
  const reached = new Map<string, number>();
  const watching = presales.updates.subscribe(({ model, position }) => {
    if (!models.includes(model)) return;
    reached.set(model, Number(position));
    progress.at(Math.min(...reached.values()) + 1, Number(head) + 1);
  });
  try {
    await unlessInterrupted(context.signal, presales.caughtUp(...models));
  } finally {
    watching.unsubscribe();
    progress.stop();
  }
};
