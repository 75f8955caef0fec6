import { aggregates } from '@presales/domain';
import { categoryOf, type EventLog, idOf, PresalesError, type StoredEvent } from '@presales/kernel';
import type { Presales } from '@presales/runtime';
import type { Context } from '../commands/context.ts';
import type { LogOptions } from '../commands/log-options.ts';
import { UsageError } from '../errors.ts';
import { ExitCode } from '../exit-code.ts';
import { jsonText } from '../json.ts';
import { eventJson } from '../rendering/events.ts';
import { readableMetadata } from '../rendering/oddities.ts';
import { renderStream, type StreamStory, type Told } from '../rendering/stream.ts';
import { eventTypes } from './event-types.ts';
import { oddEvents } from './odd-events.ts';
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
  const odd = oddEvents();
  odd.lookAt(story.events.map(({ event }) => event));
  await odd.tell(context);
  if (story.stateProblem === undefined) return;
  await context.note(`how ${stream} stands cannot be told: ${story.stateProblem}`);
  context.exitWith(ExitCode.storage);
};

/** In JSON an event carries what it follows from as a field of its own. */
const storyJson = ({ stream, events, state, stateProblem }: StreamStory) => ({
  stream,
  state,
  stateProblem,
  events: events.map(({ event, cause }) => ({
    ...eventJson(event),
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
  return { stream, events, ...(await stateOf(presales, stream)) };
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
  const { causationId, commandId } = readableMetadata(event);
  if (causationId === undefined || causationId === commandId) return { event };
  const caused = (one: StoredEvent) =>
    readableMetadata(one).commandId === causationId || one.id === causationId;
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

/**
 * How the aggregate of a stream stands. Where its events do not fit what this program knows, why not:
 * whatever an event of another program makes of the folding is no fault of ours, and hides no event.
 */
const stateOf = async (
  presales: Presales,
  stream: string,
): Promise<Pick<StreamStory, 'state' | 'stateProblem'>> => {
  const category = categoryOf(stream);
  try {
    for (const [name, aggregate] of entriesOf(aggregates))
      if (aggregate.category === category)
        return { state: (await presales[name].load(idOf(stream))).state };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return {
      stateProblem:
        error instanceof PresalesError
          ? said
          : `its events do not fit together for this program (${said})`,
    };
  }
  return {};
};

/** `Object.entries`, whose keys keep their names. */
const entriesOf = <Name extends string, Value>(
  record: Readonly<Record<Name, Value>>,
): readonly [Name, Value][] => Object.entries(record) as [Name, Value][];
