/** Why a row cannot be read. */
export type RowFault =
  /** More or fewer cells than the header has columns. */
  | 'import/cells'
  /** A field that the command needs has an empty cell. */
  | 'import/missing-value'
  /** A cell is not what its type says, or the command cannot take it. */
  | 'import/wrong-value';

/** One thing that is wrong with a row. */
export interface FaultAt {
  readonly code: RowFault;
  /** What it is needed for: `OpenOpportunity.expectedValue`. */
  readonly where: string;
  /** `column value: expected a number such as 12.5, found "ten"` */
  readonly what: string;
}

/** A row that cannot be read. */
export interface UnreadableRow {
  readonly readable: false;
  readonly code: RowFault;
  readonly reason: string;
}

/** Says why a row cannot be read. */
export const unreadable = (code: RowFault, reason: string): UnreadableRow => ({
  readable: false,
  code,
  reason,
});

/** All that is wrong with a row; a cell that several fields need is told once. */
export const unreadableFor = (faults: readonly FaultAt[]): UnreadableRow => {
  const told = new Map<string, string>();
  for (const { where, what } of faults) if (!told.has(what)) told.set(what, where);
  const reason = [...told].map(([what, where]) => `${where}: ${what}`).join('; ');
  return unreadable(faults[0]?.code ?? 'import/wrong-value', reason);
};
