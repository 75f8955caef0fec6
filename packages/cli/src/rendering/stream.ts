import type { StoredEvent } from '@presales/kernel';
import { isInstant } from '@presales/kernel/store';
import { stringify } from 'yaml';
import { harmless, harmlessLines } from '../harmless.ts';
import { toJson } from '../json.ts';
import type { Style } from '../style.ts';
import { minuteText, nothing, oddText } from './events.ts';
import { readableMetadata } from './oddities.ts';

/** An event of the story, and what it follows from where that is known. */
export interface Told {
  readonly event: StoredEvent;
  /** The event that led to this one's command. */
  readonly cause?: StoredEvent;
}

/** One stream's story: who did what, when, on which grounds, and how it stands at the end. */
export interface StreamStory {
  readonly stream: string;
  readonly events: readonly Told[];
  /** Absent where nothing is known of streams that are named like this. */
  readonly state?: unknown;
  /** Why the state cannot be told. */
  readonly stateProblem?: string;
}

/** The story as text. */
export const renderStream = (
  { stream, events, state, stateProblem }: StreamStory,
  style: Style,
): string =>
  [
    style.heading(harmless(stream)),
    ...events.flatMap((told) => ['', eventText(told, stream, style)]),
    '',
    style.heading('How it stands'),
    standText(state, stateProblem),
  ].join('\n');

const standText = (state: unknown, problem: string | undefined): string => {
  if (problem !== undefined) return `   cannot be told: ${harmless(problem)}`;
  return state === undefined
    ? '   nothing is known of streams that are named like this'
    : block(state);
};

const eventText = ({ event, cause }: Told, stream: string, style: Style): string => {
  const { type, revision, recordedAt, data } = event;
  const { occurredAt, actor = nothing } = readableMetadata(event);
  const sameDay = recordedAt.slice(0, 10) === occurredAt?.slice(0, 10);
  const when = occurredAt === undefined ? nothing : minuteText(occurredAt);
  return [
    `${style.faint(`${revision}.`)} ${style.heading(harmless(type))}  ${when}  by ${harmless(actor)}`,
    ...oddText(event).map((odd) => `   ${odd}`),
    ...(sameDay || !isInstant(recordedAt)
      ? []
      : [style.faint(`   recorded ${minuteText(recordedAt)}`)]),
    ...(cause === undefined
      ? []
      : [
          style.faint(
            `   following ${harmless(cause.type)} of ${
              cause.stream === stream ? 'this stream' : harmless(cause.stream)
            } (position ${cause.position})`,
          ),
        ]),
    block(data),
  ].join('\n');
};

/** Data as indented lines, money in major units. */
const block = (data: unknown): string =>
  harmlessLines(stringify(toJson(data), { lineWidth: 0 }).trimEnd())
    .split('\n')
    .map((line) => `   ${line}`)
    .join('\n');
