import type { StoredEvent } from '@presales/kernel';
import type { Worked } from '../children/work.ts';

/**
 * Something that the program does to files and that faults interrupt: done again in the same place, it has to
 * come to what it comes to undisturbed.
 */
export interface Work {
  readonly name: string;
  /** Makes what the work needs in a new, empty place. */
  readonly prepare: (place: string) => Promise<void>;
  /** The command line that does it there. */
  readonly command: (place: string) => readonly string[];
  /** What it came to, as text that can be compared. */
  readonly result: (place: string) => Promise<readonly string[]>;
  /** What is wrong right after a fault, whatever the work had told by then. */
  readonly unsound: (place: string, told: readonly Worked[]) => Promise<readonly string[]>;
}

/** An event as a line, with the hour of recording where that is part of what is compared. */
export const lineOf = (event: StoredEvent, recordedAt: boolean): string =>
  JSON.stringify([
    event.stream,
    String(event.revision),
    event.id,
    event.type,
    event.version,
    event.data,
    event.metadata,
    recordedAt ? event.recordedAt : '',
  ]);
