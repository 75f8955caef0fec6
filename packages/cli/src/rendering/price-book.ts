import type {
  LevelPrice,
  PriceBookReport,
  StaleDraft,
  StaleDraftReport,
  StaleReason,
} from '@presales/projections';
import type { Style } from '../style.ts';
import { toldOf } from './definition.ts';
import { moneyText } from './numbers.ts';
import { table } from './table.ts';

/** How many products or lines are shown; JSON has all. */
const shown = 50;

const right = (heading: string) => ({ heading, align: 'right' as const });

const more = (count: number): readonly string[] =>
  count > shown ? [`… and ${count - shown} more`] : [];

/** What a product is sold for at a level, or why it is not. */
const priceText = (price: LevelPrice | undefined): string => {
  if (price === undefined) return '–';
  if (price.price !== undefined) return moneyText(price.price);
  return missingTexts[price.missing];
};

const missingTexts = {
  discontinued: 'ended',
  'supplier-price': '–',
  'price-coefficient': '–',
  'too-large': 'too large',
} as const;

/** The price book of a day as a table: a product a line, a level a column. */
export const renderPriceBook = (report: PriceBookReport, style: Style): string => {
  const { on, levels, products } = report;
  return [
    `Prices on ${on}`,
    ...toldOf(style, report),
    '',
    table(
      [
        { heading: 'product', most: 30 },
        { heading: 'name', most: 30 },
        { heading: 'supplier', most: 20 },
        right('supplier price'),
        right('cost'),
        { heading: 'known from' },
        ...levels.map(right),
      ],
      products
        .slice(0, shown)
        .map(({ productId, name, supplierId = '', supplierPrice, cost, prices }) => [
          productId,
          name,
          supplierId,
          supplierPrice === undefined ? '–' : moneyText(supplierPrice),
          cost === undefined ? '–' : moneyText(cost.amount),
          cost?.source ?? 'unknown',
          ...prices.map(priceText),
        ]),
      style.heading,
    ),
    ...more(products.length),
  ].join('\n');
};

const reasonText = (reason: StaleReason): readonly [what: string, from: string, to: string] =>
  reason.what === 'price' || reason.what === 'cost'
    ? [reason.what, moneyText(reason.from), moneyText(reason.to)]
    : [reason.what, '', ''];

/** Lines of drafts that are out of date, as a table. */
export const staleDraftsTable = (drafts: readonly StaleDraft[], { heading }: Style): string => {
  const rows = drafts.flatMap(({ quotationId, partyId, lines }) =>
    lines.flatMap(({ lineId, productId, reasons }) =>
      reasons.map((reason) => [quotationId, partyId, lineId, productId, ...reasonText(reason)]),
    ),
  );
  return [
    table(
      [
        { heading: 'draft', most: 30 },
        { heading: 'customer', most: 30 },
        { heading: 'line', most: 20 },
        { heading: 'product', most: 30 },
        { heading: 'what' },
        right('from'),
        right('to'),
      ],
      rows.slice(0, shown),
      heading,
    ),
    ...more(rows.length),
  ].join('\n');
};

/** The drafts that the price book of a day has overtaken. */
export const renderStaleDrafts = (report: StaleDraftReport, style: Style): string => {
  const { on, drafts } = report;
  return [
    `${drafts.length === 0 ? 'No draft is' : 'Drafts'} out of date on ${on}`,
    ...toldOf(style, report),
    ...(drafts.length === 0 ? [] : ['', staleDraftsTable(drafts, style)]),
  ].join('\n');
};
