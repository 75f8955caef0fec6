import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { PriceLine } from '@presales/domain/price-list';
import {
  type CurrencyCode,
  compareMoney,
  derivedId,
  Id,
  LocalDate,
  type Money,
} from '@presales/kernel';
import { ImportError } from '../import-error.ts';
import { moneyReader, type ReadMoney, readCurrency, Unreadable } from '../mapping/cell-readers.ts';
import { decimalMark, numberMarks } from '../mapping/number-marks.ts';
import type { NumberStyle } from '../mapping/source.ts';
import { readHeader, readInput, sizeOf } from '../table/input.ts';
import type { Row } from '../table/row.ts';
import type { TableFormat } from '../table/table-format.ts';
import {
  type FieldChoice,
  type FieldSource,
  fieldSources,
  type PriceField,
} from './price-list-columns.ts';

/** A price list as a file has it. */
export interface PriceListFile {
  /** The file's name, without its folder. */
  readonly name: string;
  /** Every price, under its supplier, in the order of the file. */
  readonly suppliers: ReadonlyMap<string, readonly PriceLine[]>;
  readonly lines: number;
  /** Lines that repeat an earlier one. */
  readonly repeated: number;
  /** The same for the same prices in the same order, whatever the file is called. */
  readonly digest: string;
}

/** Where a price list is, and how it is written. */
export interface PriceListFileOptions {
  readonly input: string;
  readonly format: TableFormat;
  readonly numbers: NumberStyle;
  /** Where the fields are whose column has another name, or none. */
  readonly choices: Partial<Readonly<Record<PriceField, FieldChoice>>>;
  /** Stops the reading. */
  readonly signal?: AbortSignal;
  /** Is told how many bytes of the file are read, and how many it has. */
  readonly onBytes?: (read: number, total: number) => void;
}

/** How many faults an error names; the others are only counted. */
const told = 20;

/**
 * The prices of a CSV file, all of them read and checked.
 *
 * @throws ImportError `import/prices` that names every wrong cell by line, column, value and what
 *   was expected (the first twenty of them), `import/csv` and `import/file` for the file itself
 * @throws Interrupted
 */
export const readPriceList = async (options: PriceListFileOptions): Promise<PriceListFile> => {
  const { input, signal, onBytes = () => undefined } = options;
  const format = { ...options.format, decimal: decimalMark(options.numbers) };
  const name = basename(input);
  const total = await sizeOf(input);
  const sources = fieldSources(input, await readHeader(input, format), options.choices);
  const readMoney = moneyReader(numberMarks(options.numbers));
  const book = priceBook();
  const faults = faultsOf(name);
  for await (const page of readInput(input, format, signal, (read) => onBytes(read, total)))
    for (const row of page) {
      const price = priceIn(row, sources, readMoney, (label, expected, found) =>
        faults.add(row.line, `${label}: ${expected}, found ${JSON.stringify(found)}`),
      );
      if (price === undefined) continue;
      const { supplierId, line } = price;
      const before = book.add(row.line, supplierId, line);
      if (before !== undefined)
        faults.add(
          row.line,
          `${supplierId} ${line.productId} from ${line.validFrom} has another price on line ${before}`,
        );
    }
  faults.check();
  const { suppliers, lines, repeated } = book.read();
  if (lines === 0) throw new ImportError('import/prices', { file: name }, 'no prices in it');
  return { name, suppliers, lines, repeated, digest: digestOf(suppliers) };
};

/** What a row says, or nothing where a cell is wrong; every wrong cell is reported. */
const priceIn = (
  row: Row,
  sources: Readonly<Record<PriceField, FieldSource>>,
  readMoney: ReadMoney,
  wrong: (label: string, expected: string, found: string) => void,
): { readonly supplierId: string; readonly line: PriceLine } | undefined => {
  const read = <Value>(field: PriceField, reader: (text: string) => Value | Unreadable) => {
    const { label, text } = sources[field];
    const found = text(row);
    const value = reader(found);
    if (!(value instanceof Unreadable)) return value;
    wrong(label, value.expected, found);
    return undefined;
  };
  const supplierId = read('supplier', readId);
  const productId = read('product', readId);
  const currency = read('currency', readCurrency);
  const price = read('price', (text) => readPrice(text, currency ?? 'EUR', readMoney));
  const validFrom = read('validFrom', readDay);
  if (
    supplierId === undefined ||
    productId === undefined ||
    currency === undefined ||
    price === undefined ||
    validFrom === undefined
  )
    return undefined;
  return { supplierId, line: { productId, price, validFrom } };
};

const readId = (text: string): string | Unreadable =>
  Id.safeParse(text).success
    ? text
    : new Unreadable('expected an id of 1 to 200 characters without control characters');

const readPrice = (
  text: string,
  currency: CurrencyCode,
  readMoney: ReadMoney,
): Money | Unreadable => {
  const price = readMoney(text, currency);
  return !(price instanceof Unreadable) && price.amount < 0
    ? new Unreadable('expected a price of zero or more')
    : price;
};

const readDay = (text: string): LocalDate | Unreadable =>
  LocalDate.safeParse(text).success ? text : new Unreadable('expected a date such as 2026-03-01');

/** The prices read so far; of two lines that say the same, the first counts. */
const priceBook = () => {
  const suppliers = new Map<string, PriceLine[]>();
  const known = new Map<string, { readonly at: number; readonly price: Money }>();
  let repeated = 0;
  return {
    /** The line that has another price for the same product and day, where there is one. */
    add: (at: number, supplierId: string, line: PriceLine): number | undefined => {
      const { productId, validFrom, price } = line;
      const key = `${supplierId}\n${productId}\n${validFrom}`;
      const before = known.get(key);
      if (before === undefined) {
        known.set(key, { at, price });
        const lines = suppliers.get(supplierId);
        if (lines === undefined) suppliers.set(supplierId, [line]);
        else lines.push(line);
        return undefined;
      }
      const same =
        before.price.currency === price.currency && compareMoney(before.price, price) === 0;
      if (!same) return before.at;
      repeated += 1;
      return undefined;
    },
    read: () => ({ suppliers, repeated, lines: known.size }),
  };
};

const digestOf = (suppliers: ReadonlyMap<string, readonly PriceLine[]>): string => {
  const hash = createHash('sha256');
  for (const each of suppliers) hash.update(JSON.stringify(each));
  return derivedId('price-list', hash.digest('hex'));
};

/** Wrong cells as they are found; in the end all of them are one error. */
const faultsOf = (file: string) => {
  const first: string[] = [];
  let count = 0;
  return {
    add: (line: number, fault: string): void => {
      count += 1;
      if (first.length < told) first.push(`  ${file}:${line}: ${fault}`);
    },
    check: (): void => {
      if (count === 0) return;
      const more = count - first.length;
      throw new ImportError(
        'import/prices',
        { file },
        [
          `${count === 1 ? '1 fault' : `${count.toLocaleString('en-US')} faults`}, and nothing was imported`,
          ...first,
          ...(more > 0 ? [`  … and ${more.toLocaleString('en-US')} more`] : []),
        ].join('\n'),
      );
    },
  };
};
