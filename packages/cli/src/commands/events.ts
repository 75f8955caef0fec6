import {
  BEGINNING,
  categoryOf,
  type EventLog,
  Interrupted,
  type StoredEvent,
} from '@presales/kernel';
import { type Command, InvalidArgumentError } from 'commander';
import { UsageError } from '../errors.ts';
import { eventTypes, similar } from '../event-types.ts';
import { jsonText } from '../json.ts';
import { reading } from '../reading.ts';
import { renderEvent } from '../rendering/events.ts';
import type { Context, Subcommand } from './context.ts';
import { type LogOptions, withLogOption } from './log-options.ts';
import { positive } from './report-options.ts';

interface EventsOptions extends LogOptions {
  readonly type?: readonly string[];
  readonly category?: readonly string[];
  readonly stream?: string;
  readonly after?: bigint;
  readonly limit?: number;
  readonly last?: number;
  readonly follow?: boolean;
  readonly json?: boolean;
}

const examples = `
Examples:
  Everything, oldest first           presales events --log sqlite:./presales.db
  The last ten                       presales events --last 10
  All wins and losses                presales events --type OpportunityWon --type OpportunityLost
  What happened to campaigns         presales events --category campaign
  One stream, from a position on     presales events --stream lead-L00042 --after 1200
  Whatever comes, as it comes        presales events --after 38000 --follow
  One JSON object a line             presales events --json | jq -r .type | sort | uniq -c`;

/** `presales events`: lists and filters the log. */
export const eventsCommand: Subcommand = (program, context) => {
  withLogOption(
    program
      .command('events')
      .summary('the log itself, listed and filtered')
      .description(
        'Prints events in the order of the log, a line each: position, when it occurred, by whom, what,\nto which stream. Nothing is written anywhere.',
      ),
  )
    .option('--type <type>', 'only events of this type; may be given again', typeOf)
    .option('--category <category>', 'only streams of this category; may be given again', category)
    .option('--stream <stream>', 'only this stream')
    .option('--after <position>', 'only events after this position', position)
    .option('--limit <count>', 'at most so many, the first ones', positive)
    .option('--last <count>', 'at most so many, the last ones', positive)
    .option('--follow', 'go on with what comes, until interrupted')
    .option('--json', 'one JSON object a line, with all data')
    .addHelpText('after', examples)
    .action(async (options: EventsOptions, command: Command) => {
      for (const other of ['limit', 'follow', 'after'] as const)
        if (options.last !== undefined && options[other] !== undefined)
          command.error(`error: option '--last' cannot be used with option '--${other}'`);
      await reading(context, options, 'log', async ({ log }) => {
        if (options.last !== undefined) await printLast(context, log, options, options.last);
        else await printForwards(context, log, options);
        if (options.stream !== undefined && !(await exists(log, options.stream)))
          await context.note(`no such stream: ${options.stream}`);
      });
    });
};

const exists = async (log: EventLog, stream: string): Promise<boolean> => {
  for await (const events of log.readStream(stream, { limit: 1 }))
    if (events.length > 0) return true;
  return false;
};

type Wanted = (event: StoredEvent) => boolean;

/** What is wanted of pages that hold more than that: those of one stream, or of its category. */
const wantedBy =
  ({ stream, type, after }: EventsOptions): Wanted =>
  (event) =>
    stream === undefined ||
    (event.stream === stream &&
      (type === undefined || type.includes(event.type)) &&
      (after === undefined || event.position > after));

/** What the log itself can leave out; a stream is found within its category. */
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
): Promise<void> => {
  const wanted = wantedBy(options);
  let left = options.limit ?? Number.POSITIVE_INFINITY;
  for await (const events of pagesOf(context, log, options)) {
    if (context.signal.aborted) break;
    const some = events.filter(wanted).slice(0, left);
    left -= some.length;
    await print(context, some, options);
    if (left === 0) return;
  }
  if (context.signal.aborted) throw new Interrupted();
};

/** Pages that hold what is wanted: of the one stream where there is one, else of the whole log. */
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
  count: number,
): Promise<void> => {
  const wanted = wantedBy(options);
  const found: StoredEvent[] = [];
  for await (const events of pagesBackwards(log, options)) {
    for (const event of events) if (wanted(event) && found.length < count) found.push(event);
    if (found.length === count || context.signal.aborted) break;
  }
  if (context.signal.aborted) throw new Interrupted();
  await print(context, found.reverse(), options);
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
): Promise<void> => {
  if (events.length === 0) return;
  const style = context.style();
  await context.print(
    events.map((event) => (json ? jsonText(event) : renderEvent(event, style))).join('\n'),
  );
};

const typeOf = (text: string, previous: readonly string[] = []): readonly string[] =>
  known('event type', text, previous, [...eventTypes.values()].flat());

const category = (text: string, previous: readonly string[] = []): readonly string[] =>
  known('category', text, previous, [...eventTypes.keys()]);

const known = (
  what: string,
  text: string,
  previous: readonly string[],
  names: readonly string[],
): readonly string[] => {
  if (names.includes(text)) return [...previous, text];
  const near = similar(text, names);
  throw new InvalidArgumentError(
    near.length === 0
      ? `No such ${what}; there are ${names.join(', ')}.`
      : `No such ${what}. (Did you mean ${near.join(' or ')}?)`,
  );
};

const position = (text: string): bigint => {
  if (!/^\d{1,18}$/.test(text)) throw new InvalidArgumentError('Expected a position of the log.');
  return BigInt(text);
};
