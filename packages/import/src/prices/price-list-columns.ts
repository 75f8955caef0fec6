import { basename } from 'node:path';
import { ImportError } from '../import-error.ts';
import type { Columns } from '../table/header.ts';
import type { Row } from '../table/row.ts';

/** The names of what a price list says of every price. */
export const priceFields = ['supplier', 'product', 'price', 'currency', 'validFrom'] as const;
/** One of the fields of a price. */
export type PriceField = (typeof priceFields)[number];

/** What to take for a field: another column's name, or one value for every line. */
export interface FieldChoice {
  readonly column?: string;
  readonly value?: string;
}

/** Where the text of a field is, and what people know it as. */
export interface FieldSource {
  readonly label: string;
  readonly text: (row: Row) => string;
}

/** `Valid from`, `valid_from` and `validFrom` are one name. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/**
 * Where each field of a price is, in a file with these columns.
 *
 * @throws ImportError `import/csv` for a column that is not there, naming those that are
 */
export const fieldSources = (
  input: string,
  columns: Columns,
  choices: Partial<Readonly<Record<PriceField, FieldChoice>>>,
): Readonly<Record<PriceField, FieldSource>> => {
  const byPlainName = new Map([...columns].map(([name, at]) => [plain(name), { name, at }]));
  const source = (field: PriceField): FieldSource => {
    const { column, value } = choices[field] ?? {};
    if (value !== undefined) return { label: `the ${field} given`, text: () => value };
    const found = byPlainName.get(plain(column ?? field));
    if (found === undefined) {
      const there = [...columns.keys()].join(', ');
      throw new ImportError(
        'import/csv',
        { file: basename(input), line: 1 },
        `no column ${column ?? field}; the file has ${there}${hintFor(field)}`,
      );
    }
    const { name, at } = found;
    return { label: `column ${name}`, text: ({ cells }) => cells[at] ?? '' };
  };
  return {
    supplier: source('supplier'),
    product: source('product'),
    price: source('price'),
    currency: source('currency'),
    validFrom: source('validFrom'),
  };
};

/** How the user can say it where the file does not. */
const hintFor = (field: PriceField): string => {
  const option = { supplier: 'supplier', currency: 'currency', validFrom: 'valid-from' };
  const one =
    field === 'product' || field === 'price' ? '' : `, or --${option[field]} for all lines`;
  return `; name it with --column ${field}=NAME${one}`;
};
