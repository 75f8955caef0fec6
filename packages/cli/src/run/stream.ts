import { aggregates } from '@presales/domain';
import { categoryOf, type EventLog, idOf, type StoredEvent } from '@presales/kernel';
import type { Presales } from '@presales/runtime';
import type { Context } from '../commands/context.ts';
import type { LogOptions } from '../commands/log-options.ts';
import { UsageError } from '../errors.ts';
import { jsonText } from '../json.ts';
import { renderStream, type StreamStory, type Told } from '../rendering/stream.ts';
import { eventTypes } from './event-types.ts';
import { reading } from './reading.ts';

/** The options of `presales stream`. */
export interface StreamOptions extends LogOptions {
  readonly json?: boolean;
}

/** Prints one stream's events and the state that they come to. */
export const printStream = async (
  context: Context,
  stream: string,
  options: StreamOptions,
): Promise<void> => {
  const story = await reading(context, options, 'log', (presales) => storyOf(presales, stream));
  await context.print(
    options.json ? jsonText(storyJson(story), 2) : renderStream(story, context.style()),
  );
};

/** In JSON an event carries what it follows from as a field of its own. */
const storyJson = ({ stream, events, state }: StreamStory) => ({
  stream,
  state,
  events: events.map(({ event, cause }) => ({
    ...event,
    following:
      cause === undefined
        ? undefined
        : { stream: cause.stream, type: cause.type, position: cause.position },
  })),
});

const storyOf = async (presales: Presales, stream: string): Promise<StreamStory> => {
  const { log } = presales;
  const events: Told[] = [];
  for await (const page of log.readStream(stream))
    for (const event of page) events.push(await withCause(log, event, events));
  if (events.length === 0)
    throw new UsageError(
      eventTypes.has(categoryOf(stream))
        ? `${log.name}: there is no stream ${stream}`
        : `${log.name}: there is no stream ${stream}; names begin with ${[...eventTypes.keys()].join(', ')} and a dash`,
    );
  return { stream, events, state: await stateOf(presales, stream) };
};

/** How many events back a cause is looked for: an effect usually comes soon after its cause. */
const LOOK_BACK = 2_000;

/**
 * The event with the one that caused it, where its command followed from another: that one is in the
 * same stream, or shortly before in the log.
 */
const withCause = async (
  log: EventLog,
  event: StoredEvent,
  before: readonly Told[],
): Promise<Told> => {
  const { causationId, commandId } = event.metadata;
  if (causationId === commandId) return { event };
  const caused = (one: StoredEvent) =>
    one.metadata.commandId === causationId || one.id === causationId;
  const own = before.find((told) => caused(told.event))?.event;
  if (own !== undefined) return { event, cause: own };
  for await (const { events } of log.readAll({
    direction: 'backwards',
    after: event.position,
    limit: LOOK_BACK,
  })) {
    const cause = events.find(caused);
    if (cause !== undefined) return { event, cause };
  }
  return { event };
};

const stateOf = async (presales: Presales, stream: string): Promise<unknown> => {
  const category = categoryOf(stream);
  for (const [name, aggregate] of entriesOf(aggregates))
    if (aggregate.category === category) return (await presales[name].load(idOf(stream))).state;
  return undefined;
};

/** `Object.entries`, whose keys keep their names. */
const entriesOf = <Name extends string, Value>(
  record: Readonly<Record<Name, Value>>,
): readonly [Name, Value][] => Object.entries(record) as [Name, Value][];
