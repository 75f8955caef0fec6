import type { ParkedStream } from '@presales/kernel';
import type { Incomplete } from '@presales/projections';
import { countText } from './numbers.ts';

/** Streams, and types, that are named; the rest is counted. */
const named = 5;

/** What figures lack, a line each. */
export const incompleteTexts = ({ parked, unknown }: Incomplete): readonly string[] => [
  ...parked.slice(0, named).map((one) => `Incomplete: ${parkedText(one)}`),
  ...(parked.length > named
    ? [
        `Incomplete: ${countText(parked.length - named)} more streams are parked; presales read-models lists them`,
      ]
    : []),
  ...unknown
    .slice(0, named)
    .map(
      ({ category, type, count, first }) =>
        `Incomplete: ${countText(count)} ${count === 1 ? 'event' : 'events'} of type ${type}, which this program does not know, in streams of ${category} (the first at position ${first.position}, ${first.stream}); a newer program wrote ${count === 1 ? 'it' : 'them'}`,
    ),
  ...(unknown.length > named
    ? [`Incomplete: events of ${countText(unknown.length - named)} more unknown types`]
    : []),
];

/** A parked stream in a sentence: by which event, why, and what waits. */
export const parkedText = ({
  stream,
  position,
  eventType,
  message,
  waiting,
}: ParkedStream): string =>
  `${stream} waits since position ${position} (${eventType}): ${message}${
    waiting === 0
      ? ''
      : `; ${countText(waiting)} later ${waiting === 1 ? 'event waits' : 'events wait'} behind it`
  }`;
