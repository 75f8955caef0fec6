import type { Position } from './event.ts';

/** An event of a log that is held, as it stands in the file: what one asks to know whose the log is. */
export interface HeldEvent {
  readonly position: Position;
  readonly stream: string;
  readonly type: string;
  readonly id: string;
  readonly recordedAt: string;
  /** As it was written, and nothing checked; undefined where it is no JSON. */
  readonly metadata: unknown;
}
