import type { StoredEvent } from '@presales/kernel';
import { stringify } from 'yaml';
import { harmless, harmlessLines } from '../harmless.ts';
import { toJson } from '../json.ts';
import type { Style } from '../style.ts';
import { minuteText } from './events.ts';

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
  readonly state: unknown;
}

/** The story as text. */
export const renderStream = ({ stream, events, state }: StreamStory, style: Style): string =>
  [
    style.heading(harmless(stream)),
    ...events.flatMap((told) => ['', eventText(told, stream, style)]),
    '',
    style.heading('How it stands'),
    block(state),
  ].join('\n');

const eventText = ({ event, cause }: Told, stream: string, style: Style): string => {
  const { metadata, type, revision, recordedAt, data } = event;
  const sameDay = recordedAt.slice(0, 10) === metadata.occurredAt.slice(0, 10);
  return [
    `${style.faint(`${revision}.`)} ${style.heading(harmless(type))}  ${minuteText(
      harmless(metadata.occurredAt),
    )}  by ${harmless(metadata.actor)}`,
    ...(sameDay ? [] : [style.faint(`   recorded ${minuteText(recordedAt)}`)]),
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
