import {
  BEGINNING,
  categoryOf,
  type EventLog,
  Interrupted,
  type StoredEvent,
} from '@presales/kernel';
import type { Command } from 'commander';
import type { Context } from '../commands/context.ts';
import type { LogOptions } from '../commands/log-options.ts';
import { UsageError } from '../errors.ts';
import { jsonText } from '../json.ts';
import { eventJson, renderEvent } from '../rendering/events.ts';
import { eventTypes, similar } from './event-types.ts';
import { invalidOption } from './invalid-option.ts';
import { type OddEvents, oddEvents } from './odd-events.ts';
import { reading } from './reading.ts';

/** The options of `presales events`. */
export interface EventsOptions extends LogOptions {
  readonly type?: readonly string[];
  readonly category?: readonly string[];
  readonly stream?: string;
  readonly after?: bigint;
  readonly limit?: number;
  readonly last?: number;
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** Prints the events that the options leave of the log. */
export const printEvents = async (
  context: Context,
  options: EventsOptions,
  command: Command,
): Promise<void> => {
  const { type = [], category = [] } = options;
  checkKnown(command, '--type', 'event type', type, [...eventTypes.values()].flat());
  checkKnown(command, '--category', 'category', category, [...eventTypes.keys()]);
  for (const other of ['limit', 'follow', 'after'] as const)
    if (options.last !== undefined && options[other] !== undefined)
      command.error(`error: option '--last' cannot be used with option '--${other}'`);
  await reading(context, options, 'log', async ({ log }) => {
    const odd = oddEvents();
    try {
      if (options.last !== undefined) await printLast(context, log, options, odd);
      else await printForwards(context, log, options, odd);
    } finally {
      await odd.tell(context);
    }
    if (options.stream !== undefined && !(await exists(log, options.stream)))
      await context.note(`no such stream: ${options.stream}`);
  });
};

/** A name that is not known is most likely misspelt: the refusal says which ones look like it. */
const checkKnown = (
  command: Command,
  option: string,
  what: string,
  typed: readonly string[],
  names: readonly string[],
): void => {
  const unknown = typed.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const near = similar(unknown, names);
  invalidOption(
    command,
    option,
    unknown,
    near.length === 0
      ? `No such ${what}; there are ${names.join(', ')}.`
      : `No such ${what}. (Did you mean ${near.join(' or ')}?)`,
  );
};

const exists = async (log: EventLog, stream: string): Promise<boolean> => {
  for await (const events of log.readStream(stream, { limit: 1 }))
    if (events.length > 0) return true;
  return false;
};

type Wanted = (event: StoredEvent) => boolean;

/** Which events of a page to print: a page may hold others of the stream, or of its category. */
const wantedBy =
  ({ stream, type, after }: EventsOptions): Wanted =>
  (event) =>
    stream === undefined ||
    (event.stream === stream &&
      (type === undefined || type.includes(event.type)) &&
      (after === undefined || event.position > after));

/** The filter that the log itself applies; a single stream is looked for in its category. */
const filterOf = ({ type, category, stream }: EventsOptions) => {
  if (stream !== undefined && category !== undefined && !category.includes(categoryOf(stream)))
    throw new UsageError(`stream ${stream} is not in category ${category.join(' or ')}`);
  const categories = stream === undefined ? category : [categoryOf(stream)];
  return {
    ...(type === undefined ? {} : { types: type }),
    ...(categories === undefined ? {} : { categories }),
  };
};

const printForwards = async (
  context: Context,
  log: EventLog,
  options: EventsOptions,
  odd: OddEvents,
): Promise<void> => {
  const wanted = wantedBy(options);
  let left = options.limit ?? Number.POSITIVE_INFINITY;
  for await (const events of pagesOf(context, log, options)) {
    if (context.signal.aborted) break;
    const some = events.filter(wanted).slice(0, left);
    left -= some.length;
    await print(context, some, options, odd);
    if (left === 0) return;
  }
  if (context.signal.aborted) throw new Interrupted();
};

/** Pages that hold what is wanted: of one stream where it is named, otherwise of the whole log. */
async function* pagesOf(
  { signal }: Context,
  log: EventLog,
  options: EventsOptions,
): AsyncGenerator<readonly StoredEvent[]> {
  const filter = { ...filterOf(options), after: options.after ?? BEGINNING };
  if (options.follow)
    for await (const { events } of log.follow({ ...filter, signal })) yield events;
  else if (options.stream !== undefined) yield* log.readStream(options.stream);
  else for await (const { events } of log.readAll(filter)) yield events;
}

const printLast = async (
  context: Context,
  log: EventLog,
  options: EventsOptions,
  odd: OddEvents,
): Promise<void> => {
  const wanted = wantedBy(options);
  const { last: count = 0 } = options;
  const found: StoredEvent[] = [];
  for await (const events of pagesBackwards(log, options)) {
    for (const event of events) if (wanted(event) && found.length < count) found.push(event);
    if (found.length === count || context.signal.aborted) break;
  }
  if (context.signal.aborted) throw new Interrupted();
  await print(context, found.reverse(), options, odd);
};

async function* pagesBackwards(
  log: EventLog,
  options: EventsOptions,
): AsyncGenerator<readonly StoredEvent[]> {
  const direction = 'backwards';
  const filter = filterOf(options);
  if (options.stream !== undefined) yield* log.readStream(options.stream, { direction });
  else for await (const { events } of log.readAll({ ...filter, direction })) yield events;
}

/** A page goes out in one write. */
const print = async (
  context: Context,
  events: readonly StoredEvent[],
  { json }: EventsOptions,
  odd: OddEvents,
): Promise<void> => {
  if (events.length === 0) return;
  odd.lookAt(events);
  const style = context.style();
  await context.print(
    events
      .map((event) => (json ? jsonText(eventJson(event)) : renderEvent(event, style)))
      .join('\n'),
  );
};
