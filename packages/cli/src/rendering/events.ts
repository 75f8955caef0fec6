import type { StoredEvent } from '@presales/kernel';
import { harmless } from '../harmless.ts';
import type { Style } from '../style.ts';
import { padded } from './table.ts';

/** An instant to the minute, in UTC. */
export const minuteText = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)}`;

/** One event of the log as a line: position, when, what, to which stream, by whom. */
export const renderEvent = (
  { position, metadata, type, stream }: StoredEvent,
  style: Style,
): string =>
  [
    style.faint(padded(String(position), 7, 'right')),
    minuteText(harmless(metadata.occurredAt)),
    style.heading(padded(harmless(type), 24)),
    harmless(stream),
    style.faint(`by ${harmless(metadata.actor)}`),
  ].join('  ');
