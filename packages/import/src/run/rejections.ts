import type { Reject } from './rejects.ts';

/** The rejected rows that have one code, `opportunity/closed` for instance. */
export interface Rejection {
  readonly code: string;
  readonly rows: number;
  /** The first of them. */
  readonly first: readonly Reject[];
}

/** How many rejected rows of one code are told. */
const told = 3;

/** The rejected rows with one more, the most frequent code first. */
export const withReject = (
  rejections: readonly Rejection[],
  reject: Reject,
): readonly Rejection[] =>
  addedRejections(rejections, [{ code: reject.code, rows: 1, first: [reject] }]);

/** What two files have together. */
export const addedRejections = (
  one: readonly Rejection[],
  other: readonly Rejection[],
): readonly Rejection[] => {
  const byCode = new Map(one.map((each) => [each.code, each]));
  for (const { code, rows, first } of other) {
    const known = byCode.get(code);
    byCode.set(code, {
      code,
      rows: rows + (known?.rows ?? 0),
      first: [...(known?.first ?? []), ...first].sort(byLine).slice(0, told),
    });
  }
  return [...byCode.values()].sort(byRows);
};

/** Rows are under way side by side, and rejected in whichever order: told are those that come first. */
const byLine = (left: Reject, right: Reject): number =>
  left.file === right.file ? left.line - right.line : 0;

const byRows = (left: Rejection, right: Rejection): number =>
  right.rows - left.rows || (left.code < right.code ? -1 : 1);
