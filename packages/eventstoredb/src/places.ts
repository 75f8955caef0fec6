import type { Position } from '@presales/kernel';

/** Whichever comes first in the log. */
export const earlier = (one: Position, other: Position): Position => (one < other ? one : other);

/** Whichever comes last in the log. */
export const later = (one: Position, other: Position): Position => (one > other ? one : other);
