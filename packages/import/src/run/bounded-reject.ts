import { hash } from 'node:crypto';

/** How much of a rejected row is written down: characters of a cell, of all its cells, of the reason. */
export const rejectBounds = { cell: 2_000, cells: 32_000, reason: 2_000 } as const;

/** A rejected row as it is written down. */
export interface BoundedReject {
  readonly cells: readonly string[];
  readonly reason: string;
  /** Whether cells are not whole: the row cannot be imported from where it is written down. */
  readonly cut: boolean;
}

/**
 * A rejected row with what is too long cut off. A cell that is not whole says how long it was and what
 * its SHA-256 begins with; cells beyond all bounds are left out, and the reason says so.
 */
export const boundedReject = (cells: readonly string[], reason: string): BoundedReject => {
  let room: number = rejectBounds.cells;
  let left = 0;
  let cut = false;
  const bounded = cells.map((cell) => {
    const fitting = boundedText(cell, rejectBounds.cell);
    cut ||= fitting !== cell;
    if (fitting.length <= room) {
      room -= fitting.length;
      return fitting;
    }
    room = 0;
    left += 1;
    return '';
  });
  const why = boundedText(reason, rejectBounds.reason);
  return left === 0
    ? { cells: bounded, reason: why, cut }
    : { cells: bounded, reason: `${why}; ${left} cells are left out here`, cut: true };
};

/** A text of at most so many characters, and then what is missing of it. */
export const boundedText = (text: string, limit: number): string =>
  text.length <= limit
    ? text
    : `${whole(text.slice(0, limit))}… (cut: ${text.length.toLocaleString('en-US')} characters, SHA-256 ${hash('sha256', text, 'hex').slice(0, 16)})`;

/** Without half of a pair that stands for one character. */
const whole = (text: string): string => text.replace(/[\ud800-\udbff]$/, '');
