import type { PriceChanges, PriceListImported } from '@presales/import';
import type { StaleDraft } from '@presales/projections';
import type { Style } from '../style.ts';
import { amountText, countText, moneyText, percentText } from './numbers.ts';
import { staleDraftsTable } from './price-book.ts';
import { table } from './table.ts';

/** What a dry run found. */
export interface DryPriceList extends PriceChanges {
  readonly file: string;
  readonly lines: number;
  /** Lines that repeat an earlier one. */
  readonly repeated: number;
}

/** How many suppliers are shown; JSON has all. */
const suppliersShown = 20;

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`;

const repeatedText = (repeated: number): readonly string[] =>
  repeated === 0 ? [] : [`${counted(repeated, 'line')} said again what an earlier one said`];

/** What an import of prices came to, in a few lines. */
export const importedPrices = (
  {
    priceList,
    lines,
    suppliers,
    repeated,
    events,
    drafts,
  }: PriceListImported & { readonly drafts: readonly StaleDraft[] },
  style: Style,
): string => {
  const what = `${counted(lines, 'price')} of ${counted(suppliers, 'supplier')}`;
  const hold = lines === 1 ? 'holds' : 'hold';
  return [
    events === 0 ? `${what} ${hold} already: nothing was added` : `${what} ${hold} now`,
    ...repeatedText(repeated),
    `price list ${priceList}`,
    ...(drafts.length === 0
      ? []
      : [
          '',
          `${counted(drafts.length, 'draft')} now out of date`,
          '',
          staleDraftsTable(drafts, style),
        ]),
  ].join('\n');
};

/** What an import of prices would change. */
export const pricesThatWouldChange = (
  { file, lines, repeated, suppliers, biggest }: DryPriceList,
  { heading }: Style,
): string => {
  const more = suppliers.length - suppliersShown;
  const right = (heading: string) => ({ heading, align: 'right' as const });
  const counts = table(
    [
      { heading: 'supplier', most: 30 },
      ...['new', 'dearer', 'cheaper', 'unchanged', 'other currency', 'not in file'].map(right),
    ],
    suppliers
      .slice(0, suppliersShown)
      .map((each) => [
        each.supplier,
        ...[
          each.new,
          each.dearer,
          each.cheaper,
          each.unchanged,
          each.otherCurrency,
          each.notInFile,
        ].map(countText),
      ]),
    heading,
  );
  const changes = table(
    [
      { heading: 'supplier', most: 30 },
      { heading: 'product', most: 30 },
      { heading: 'valid from' },
      right('from'),
      right('to'),
      right('change'),
    ],
    biggest.map(({ supplier, product, validFrom, from, to, percent }) => [
      supplier,
      product,
      validFrom,
      amountText(from),
      moneyText(to),
      percentText(percent),
    ]),
    heading,
  );
  return [
    `${counted(lines, 'price')} in ${file}, nothing stored`,
    ...repeatedText(repeated),
    '',
    counts,
    ...(more > 0 ? [`… and ${counted(more, 'supplier')} more`] : []),
    ...(biggest.length === 0 ? [] : ['', 'The biggest changes', '', changes]),
  ].join('\n');
};
