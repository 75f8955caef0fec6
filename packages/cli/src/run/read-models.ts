import { open, type Parked, type Presales, type Retried } from '@presales/runtime';
import type { Context } from '../commands/context.ts';
import type { LogOptions } from '../commands/log-options.ts';
import { UsageError } from '../errors.ts';
import { ExitCode } from '../exit-code.ts';
import { harmlessly } from '../harmless.ts';
import { jsonText } from '../json.ts';
import { parkedText } from '../rendering/incomplete.ts';
import { countText } from '../rendering/numbers.ts';
import { table } from '../rendering/table.ts';
import { connectionsOf } from './connections.ts';

/** The options of `presales read-models`. */
export interface ReadModelOptions extends LogOptions {
  readonly json?: boolean;
}

/** The options of `presales read-models retry`. */
export interface RetryOptions extends ReadModelOptions {
  readonly stream?: string;
}

/** Prints how far read models are, and what is parked. */
export const printReadModels = (context: Context, options: ReadModelOptions): Promise<void> =>
  asTheyStand(context, options, async (presales) => {
    const [readModels, parked] = [await presales.readModels(), await presales.parked()];
    const head = await presales.log.head();
    const unknown = await presales.unknownEvents();
    if (options.json) {
      await context.print(jsonText({ head, readModels, parked, unknown }, 2));
      return;
    }
    const harmless = harmlessly({ parked, unknown });
    await context.print(
      [
        table(
          [
            { heading: 'read model' },
            { heading: 'position', align: 'right' },
            { heading: '' },
            { heading: 'parked', align: 'right' },
          ],
          readModels.map(({ name, position }) => [
            name,
            countText(position),
            position >= head ? 'up to date' : `${countText(head - position)} behind`,
            countText(
              parked.filter((one) => one.kind === 'read-model' && one.name === name).length,
            ),
          ]),
          context.style().heading,
        ),
        ...harmless.parked.flatMap((one) => ['', linesOf(one)]),
        ...harmless.unknown.flatMap(({ category, type, count, first }) => [
          '',
          `unknown: ${countText(count)} of type ${type} in streams of ${category}, the first at position ${first.position} (${first.stream})`,
        ]),
      ].join('\n'),
    );
  });

/** Tries parked streams again, and prints what came of it. */
export const printRetry = (context: Context, name: string, options: RetryOptions): Promise<void> =>
  asTheyStand(context, options, async (presales) => {
    const { stream, json } = options;
    const retried = await presales
      .retry({ name, ...(stream === undefined ? {} : { stream }) })
      .catch((error: unknown) => {
        throw error instanceof RangeError ? new UsageError(error.message) : error;
      });
    if (retried.how !== 'asked' && retried.parked.length > 0) context.exitWith(ExitCode.incomplete);
    await context.print(json ? jsonText(retried, 2) : told(name, harmlessly(retried)));
  });

const asTheyStand = async (
  context: Context,
  options: LogOptions,
  run: (presales: Presales) => Promise<void>,
): Promise<void> => {
  const connections = connectionsOf(options, context.env);
  const presales = await open({ ...connections, readOnly: true, project: false });
  try {
    await run(presales);
  } finally {
    await presales.close();
  }
};

const linesOf = (one: Parked): string => {
  const { kind, name, attempts, parkedAt, code, retryAsked } = one;
  const tries = `${countText(attempts)} ${attempts === 1 ? 'try' : 'tries'}`;
  return [
    `${kind === 'process' ? 'process' : 'read model'} ${name}: ${parkedText(one)}`,
    `  parked ${parkedAt}, ${tries}, ${code}${retryAsked ? ', to be tried again' : ''}`,
  ].join('\n');
};

const told = (name: string, { how, released, parked }: Retried): string => {
  if (how === 'asked')
    return parked.length === 0
      ? `${name}: nothing is parked`
      : `${name} tries ${parked.map(({ stream }) => stream).join(', ')} again when it runs, or hears of the next event`;
  if (released.length + parked.length === 0) return `${name}: nothing is parked`;
  return [
    ...(how === 'rebuilt' ? [`${name} was rebuilt: its rows depend on the order of events`] : []),
    ...released.map((stream) => `${stream} is taken, and waits no longer`),
    ...parked.map((one) => `still parked: ${parkedText(one)}`),
  ].join('\n');
};
