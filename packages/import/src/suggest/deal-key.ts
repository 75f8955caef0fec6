import type { Draft } from './draft.ts';
import type { ColumnRole } from './header-aliases.ts';
import type { Meaning } from './meaning.ts';
import { type Flow, listed, quoted, undecided } from './yaml-text.ts';

/** The columns that tell the rows of a file from one another, and the id that follows from them. */
export interface KeySource {
  readonly key: Flow;
  readonly id: Flow;
}

/**
 * The key of a file: the column of ids, or else the first choice of columns that together are different
 * in all rows of the sample.
 */
export const keyOf = (
  draft: Draft,
  meaning: Meaning,
  ids: readonly ColumnRole[],
  choices: readonly (readonly ColumnRole[])[],
): KeySource => {
  const known = [...ids.map((role) => [role]), ...choices].flatMap((roles) => {
    const names = roles.map(meaning.column);
    const there = names.filter((name) => name !== undefined);
    return there.length === roles.length && new Set(there).size === there.length ? [there] : [];
  });
  const found = known.find((names) => tellsApart(meaning, names));
  if (found === undefined) {
    const [tried] = known;
    draft.decide(
      tried === undefined
        ? `which column, or list of columns, tells a row from every other? There are ${listed(meaning.columns)}.`
        : `several rows have the same ${listed(tried)}, or none; which columns tell a row from every other? There are ${listed(meaning.columns)}.`,
    );
    return { key: undecided, id: { column: undecided } };
  }
  for (const name of found) draft.used.add(name);
  const [only] = found;
  if (found.length === 1 && only !== undefined) {
    const [isId] = ids.map(meaning.column).filter((name) => name === only);
    if (isId === undefined)
      draft.check(
        `the file has no column of ids; ${quoted(only)} is different in all rows of the sample and stands for it.`,
      );
    return { key: only, id: { column: only } };
  }
  draft.check(`the file has no column of ids; ${listed(found)} together stand for it.`);
  return { key: found, id: { template: found.map((name) => `{${name}}`).join('/') } };
};

/** Whether the columns are filled and different in all rows of the sample. */
const tellsApart = (meaning: Meaning, names: readonly string[]): boolean => {
  const columns = names.map(meaning.cells);
  const rows = columns[0]?.map((_, row) => columns.map((cells) => cells[row] ?? '')) ?? [];
  return (
    rows.length > 0 &&
    rows.every((row) => row.every((cell) => cell !== '')) &&
    new Set(rows.map((row) => JSON.stringify(row))).size === rows.length
  );
};
