import { ImportError } from '../import-error.ts';

/** Where each column of a file stands in its rows. */
export type Columns = ReadonlyMap<string, number>;

/**
 * The columns that a header names.
 *
 * @param line where it stands, for errors
 *
 * @throws ImportError `import/csv` for a column without a name, or a name that stands twice
 */
export const columnsOf = (file: string, header: readonly string[], line = 1): Columns => {
  const columns = new Map<string, number>();
  for (const [index, name] of header.entries()) {
    const reason =
      name === ''
        ? `column ${index + 1} has no name`
        : columns.has(name)
          ? `two columns are named ${name}`
          : undefined;
    if (reason !== undefined) throw new ImportError('import/csv', { file, line }, reason);
    columns.set(name, index);
  }
  return columns;
};
