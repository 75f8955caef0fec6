import type { StoredEvent } from '@presales/kernel';
import { harmless } from '../harmless.ts';
import type { Style } from '../style.ts';
import { odditiesOf, readableMetadata } from './oddities.ts';
import { padded } from './table.ts';

/** An instant to the minute, in UTC. */
export const minuteText = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)}`;

/** Stands for what an event should have and has not. */
export const nothing = '–';

/**
 * One event of the log as a line: position, when, what, to which stream, by whom. An event that is not
 * as it should be says so at the end of its line.
 */
export const renderEvent = (event: StoredEvent, style: Style): string => {
  const { position, type, stream } = event;
  const { occurredAt, actor = nothing } = readableMetadata(event);
  return [
    style.faint(padded(String(position), 7, 'right')),
    occurredAt === undefined ? padded(nothing, 16) : minuteText(occurredAt),
    style.heading(padded(harmless(type), 24)),
    harmless(stream),
    style.faint(`by ${harmless(actor)}`),
    ...oddText(event),
  ].join('  ');
};

/** What is wrong with an event as the end of its line; nothing where all is well. */
export const oddText = (event: StoredEvent): readonly string[] => {
  const odd = odditiesOf(event);
  return odd.length === 0 ? [] : [`! ${harmless(odd.join('; '))}`];
};

/** One event as it is written in JSON: where it is not as it should be, `problems` says so. */
export const eventJson = (event: StoredEvent): StoredEvent & { readonly problems?: unknown } => {
  const problems = odditiesOf(event);
  return problems.length === 0 ? event : { ...event, problems };
};
