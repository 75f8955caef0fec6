import { addedRejections, type Rejection } from './rejections.ts';
import { addedUncovered, type Uncovered } from './uncovered.ts';

/** What was counted. Each row of the input is in one of the counts at most but `rows`. */
export interface Tally {
  /** Rows of the input, the header not among them. */
  readonly rows: number;
  /** Events that this run added to the log; its notes of rows that left none are not counted. */
  readonly events: number;
  /** Rows of the input and of joined files that this run wrote to the rejects. */
  readonly rejected: number;
  /** Those of them that the rejects file had no room for: they are only counted. */
  readonly unlisted: number;
  /** Rows that stood in the rejects file already and were not tried. */
  readonly skipped: number;
  /** Rows that have the same cells as a row before them, and were passed over. */
  readonly duplicates: number;
  /** Rows that were imported before as they are, and were passed over. */
  readonly known: number;
  /**
   * Rows whose key was imported before with other cells, or to other commands because a joined file
   * or the mapping has changed. The commands that were carried out then are left as they are; only
   * new ones were carried out.
   */
  readonly changed: number;
  /**
   * Texts in columns that conditions compare which no condition knows: they may have been meant, and
   * led to nothing.
   */
  readonly uncovered: readonly Uncovered[];
  /** Why rows were rejected in this run, by code, the most frequent first. */
  readonly rejections: readonly Rejection[];
}

/** Nothing was counted yet. */
export const noTally: Tally = {
  rows: 0,
  events: 0,
  rejected: 0,
  unlisted: 0,
  skipped: 0,
  duplicates: 0,
  known: 0,
  changed: 0,
  uncovered: [],
  rejections: [],
};

/** What two runs counted together. */
export const addedTally = (one: Tally, other: Tally): Tally => ({
  rows: one.rows + other.rows,
  events: one.events + other.events,
  rejected: one.rejected + other.rejected,
  unlisted: one.unlisted + other.unlisted,
  skipped: one.skipped + other.skipped,
  duplicates: one.duplicates + other.duplicates,
  known: one.known + other.known,
  changed: one.changed + other.changed,
  uncovered: addedUncovered(one.uncovered, other.uncovered),
  rejections: addedRejections(one.rejections, other.rejections),
});
