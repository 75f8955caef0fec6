/** What stands between the cells of a file, in the order of preference. */
const candidates = [',', ';', '\t', '|'] as const;

/** How many records of a sample are looked at. */
const lookedAt = 50;

/** A delimiter, and how well it fits. */
export interface Found {
  readonly delimiter: string;
  /** The part of the records that have as many cells as the header, from 0 to 1. */
  readonly agreement: number;
  /** How many cells the header has. */
  readonly columns: number;
}

/**
 * The delimiter that a sample of a file is written with: of those under which the header has more
 * than one column, the one under which most records have as many cells as the header, and of these
 * the one with the most columns. A comma where the file has one column.
 *
 * @param whole whether the sample is the whole file; otherwise its last record may be cut off
 */
export const delimiterOf = (sample: string, whole: boolean): Found => {
  let best: Found = { delimiter: ',', agreement: 0, columns: 1 };
  for (const delimiter of candidates) {
    const counts = cellCounts(sample, delimiter, whole);
    const columns = counts[0] ?? 1;
    if (columns <= 1) continue;
    const agreement = counts.filter((count) => count === columns).length / counts.length;
    if (agreement > best.agreement || (agreement === best.agreement && columns > best.columns))
      best = { delimiter, agreement, columns };
  }
  return best;
};

/** How many cells the header of a sample has. */
export const headerColumns = (sample: string, delimiter: string): number =>
  cellCounts(sample, delimiter, true)[0] ?? 0;

/** How many cells the first records have, quotes minded and empty lines passed over. */
const cellCounts = (sample: string, delimiter: string, whole: boolean): readonly number[] => {
  const cut = /[\\^$.*+?()[\]{}|]/.test(delimiter) ? `\\${delimiter}` : delimiter;
  const cell = new RegExp(`("[^"]*(?:""[^"]*)*"|(?!")[^${cut}\r\n]*)(${cut}|\r\n|\n|\r|$)`, 'y');
  const counts: number[] = [];
  let cells = 0;
  let empty = true;
  while (counts.length < lookedAt && cell.lastIndex < sample.length) {
    const { lastIndex } = cell;
    const [, text, end] = cell.exec(sample) ?? [];
    // Broken under this delimiter: a record that agrees with no header. Or only cut off.
    if (end === undefined) return whole || !isOpen(sample, lastIndex) ? [...counts, 0] : counts;
    cells += 1;
    empty &&= text === '' && end !== delimiter;
    if (end === delimiter || (end === '' && !whole && counts.length > 0)) continue;
    if (!empty) counts.push(cells);
    cells = 0;
    empty = true;
  }
  return counts;
};

/** Whether a quoted cell that begins here is not closed within the sample. */
const isOpen = (sample: string, at: number): boolean =>
  /^"[^"]*(?:""[^"]*)*$/.test(sample.slice(at));

/** What a first line such as `sep=;` says, which Excel writes and reads; and what follows it. */
export const separatorLine = (
  text: string,
): { readonly delimiter: string; readonly rest: string } | undefined => {
  const [line, delimiter] = /^"?sep=([^\r\n"])"?[^\S\r\n]*(?:\r\n|\n|\r|$)/i.exec(text) ?? [];
  return line === undefined || delimiter === undefined
    ? undefined
    : { delimiter, rest: text.slice(line.length) };
};
