import { type PriceList, type PriceListCommand, priceList } from '@presales/domain/price-list';
import { type Product, type ProductCommand, product } from '@presales/domain/product';
import { type Supplier, type SupplierCommand, supplier } from '@presales/domain/supplier';
import { type Decimal, type LocalDate, parseMoney, times } from '@presales/kernel';
import {
  CABLING,
  type Good,
  goods,
  levels,
  roundingOf,
  type SupplierPlan,
  suppliers,
} from './goods.ts';
import { BUYER } from './people.ts';
import { played } from './playing.ts';
import type { Script } from './script.ts';
import { at, type Moment, minutesLater, morningOf, YEAR } from './timeline.ts';

const FIRST_DAY = `${YEAR}-01-01`;

/** The catalogue as it is known at the year's end: its prices and costs are dated. */
export interface Catalogue {
  readonly suppliers: ReadonlyMap<string, Supplier>;
  readonly products: ReadonlyMap<string, Product>;
  readonly lists: readonly PriceList[];
}

/** Everything that is bought and sold, with what it costs, is entered before the first offer. */
export const tellOfCatalogue = (script: Script): Catalogue => ({
  suppliers: new Map(suppliers.map((plan) => [plan.id, tellOfSupplier(script, plan)])),
  products: new Map(goods.map((good) => [good.id, tellOfGood(script, good)])),
  lists: lists.map((list) => tellOfList(script, list)),
});

const tellOfSupplier = (script: Script, plan: SupplierPlan): Supplier => {
  const { id: supplierId, name, currency, cost, prices } = plan;
  const entered = at(morningOf(1, 1));
  const commands: SupplierCommand[] = [
    { type: 'RegisterSupplier', data: { supplierId, name, at: entered } },
    {
      type: 'SetCostCoefficient',
      data: { supplierId, factor: cost, validFrom: FIRST_DAY, at: entered },
    },
    ...levels.flatMap((level): readonly SupplierCommand[] => [
      {
        type: 'SetPriceCoefficient',
        data: { supplierId, level, factor: prices[level], validFrom: FIRST_DAY, at: entered },
      },
      {
        type: 'SetPriceRounding',
        data: {
          supplierId,
          level,
          rounding: roundingOf(level, currency),
          validFrom: FIRST_DAY,
          at: entered,
        },
      },
    ]),
    ...(laterOf[supplierId] ?? []),
  ];
  const thread = script.thread();
  for (const command of commands) thread.ask(BUYER, 'supplier', command);
  return played(supplier, commands);
};

const price = (
  supplierId: string,
  level: string,
  factor: Decimal,
  validFrom: LocalDate,
  moment: Moment,
): SupplierCommand => ({
  type: 'SetPriceCoefficient',
  data: { supplierId, level, factor, validFrom, at: at(moment) },
});

/** What suppliers do in the course of the year: one coefficient reprices all of a supplier's goods. */
const laterOf: Readonly<Record<string, readonly SupplierCommand[]>> = {
  // Better terms from May on.
  'baltic-it': [
    {
      type: 'SetCostCoefficient',
      data: {
        supplierId: 'baltic-it',
        factor: '0.95',
        validFrom: `${YEAR}-05-01`,
        at: at(morningOf(4, 24)),
      },
    },
  ],
  // The dollar has become cheap; customers ask for their part of it.
  westline: [
    price('westline', 'standard', '1.28', `${YEAR}-09-01`, morningOf(8, 27)),
    price('westline', 'partner', '1.22', `${YEAR}-09-01`, morningOf(8, 27)),
  ],
  // A level for the first customers of the cloud, for two months.
  nordcloud: [
    price('nordcloud', 'launch', '1.2', FIRST_DAY, morningOf(1, 1)),
    {
      type: 'WithdrawPriceCoefficient',
      data: {
        supplierId: 'nordcloud',
        level: 'launch',
        from: `${YEAR}-03-01`,
        at: at(morningOf(2, 26)),
      },
    },
    {
      type: 'RenameSupplier',
      data: { supplierId: 'nordcloud', name: 'Nordcloud Europe', at: at(morningOf(8, 4)) },
    },
  ],
};

const euros = (amount: Decimal) => parseMoney(amount, 'EUR');

const tellOfGood = (script: Script, good: Good): Product => {
  const { id: productId, kind, name, supplierId, currency, prices, from = FIRST_DAY } = good;
  const listed = from === FIRST_DAY ? morningOf(1, 1) : morningOf(9, 22);
  const commands: ProductCommand[] = [
    {
      type: 'ListProduct',
      data: {
        productId,
        kind,
        name,
        ...(supplierId === undefined ? {} : { supplierId }),
        at: at(listed),
      },
    },
    ...(prices === undefined
      ? []
      : levels.map(
          (level): ProductCommand => ({
            type: 'OverridePrice',
            data: {
              productId,
              level,
              price: parseMoney(prices[level], currency),
              validFrom: from,
              at: at(listed),
            },
          }),
        )),
    ...(fateOf[productId] ?? []),
    ...receiptsOf(good),
  ];
  const thread = script.thread();
  for (const command of commands) thread.ask(BUYER, 'product', command);
  return played(product, commands);
};

/** What becomes of single goods. */
const fateOf: Readonly<Record<string, readonly ProductCommand[]>> = {
  'setup-day': [
    {
      type: 'RecordAccountingCost',
      data: {
        productId: 'setup-day',
        cost: euros('270.00'),
        validFrom: FIRST_DAY,
        at: at(morningOf(1, 1)),
      },
    },
    {
      type: 'RecordAccountingCost',
      data: {
        productId: 'setup-day',
        cost: euros('288.00'),
        validFrom: `${YEAR}-07-01`,
        at: at(morningOf(6, 27)),
      },
    },
    {
      type: 'ChangeProductGroup',
      data: { productId: 'setup-day', group: 'days-of-work', at: at(morningOf(4, 7)) },
    },
    {
      type: 'RenameProduct',
      data: { productId: 'setup-day', name: 'Set-up and training, a day', at: at(morningOf(4, 7)) },
    },
  ],
  'server-1u': [
    {
      type: 'RecordAccountingCost',
      data: {
        productId: 'server-1u',
        cost: parseMoney('4020.00', 'USD'),
        validFrom: `${YEAR}-02-01`,
        at: at(morningOf(1, 30)),
      },
    },
    {
      type: 'WithdrawAccountingCost',
      data: { productId: 'server-1u', from: `${YEAR}-11-01`, at: at(morningOf(10, 30)) },
    },
  ],
  // Cheap in March, for whoever refreshes an office.
  'monitor-27': [
    {
      type: 'OverridePrice',
      data: {
        productId: 'monitor-27',
        level: 'standard',
        price: euros('275.00'),
        validFrom: `${YEAR}-03-03`,
        at: at(morningOf(2, 25)),
      },
    },
    {
      type: 'WithdrawPriceOverride',
      data: {
        productId: 'monitor-27',
        level: 'standard',
        from: `${YEAR}-04-01`,
        at: at(morningOf(3, 31)),
      },
    },
  ],
  'desktop-mini': [
    {
      type: 'DiscontinueProduct',
      data: {
        productId: 'desktop-mini',
        from: `${YEAR}-11-01`,
        replacedBy: 'desktop-micro',
        reason: 'The maker builds it no more',
        at: at(morningOf(9, 23)),
      },
    },
  ],
  // Discontinued too early: the maker found another factory.
  'office-chair': [
    {
      type: 'DiscontinueProduct',
      data: { productId: 'office-chair', from: `${YEAR}-12-15`, at: at(morningOf(11, 20)) },
    },
    { type: 'RelistProduct', data: { productId: 'office-chair', at: at(morningOf(12, 4)) } },
  ],
  'cabling-day': [
    {
      type: 'ChangeProductGroup',
      data: { productId: CABLING.productId, group: 'services', at: at(morningOf(1, 2)) },
    },
    {
      type: 'ChangeProductSupplier',
      data: { productId: CABLING.productId, supplierId: CABLING.to, at: at(morningOf(8, 1)) },
    },
  ],
};

/** Some goods lie in our own store: what the last delivery cost is known every month. */
const receiptsOf = ({ id: productId, currency, asked }: Good): readonly ProductCommand[] => {
  if (asked === undefined || (productId !== 'notebook-14' && productId !== 'monitor-27')) return [];
  const wanders = ['0.96', '0.955', '0.965', '0.95'] as const;
  return Array.from({ length: 11 }, (_, index): ProductCommand => {
    const moment = minutesLater(morningOf(index + 2, 5), index);
    const receivedOn = at(moment).slice(0, 10);
    return {
      type: 'RecordReceiptCost',
      data: {
        productId,
        receiptId: `${productId}-${receivedOn}`,
        cost: times(parseMoney(asked, currency), wanders[index % 4] ?? '0.96'),
        receivedOn,
        at: at(moment),
      },
    };
  });
};

/** A version of price lists, what becomes of it, and when. */
interface ListPlan {
  readonly id: string;
  readonly source: string;
  readonly validFrom: LocalDate;
  readonly validUntil?: LocalDate;
  /** The suppliers whose goods it prices. */
  readonly of: readonly string[];
  /** What the year's first prices are multiplied by. */
  readonly factor: Decimal;
  readonly opened: Moment;
  readonly ending: 'published' | 'abandoned' | 'withdrawn';
}

const lists: readonly ListPlan[] = [
  {
    id: `prices-${YEAR}-01`,
    source: 'All suppliers, January',
    validFrom: FIRST_DAY,
    of: suppliers.map(({ id }) => id),
    factor: '1',
    opened: morningOf(1, 1),
    ending: 'published',
  },
  {
    id: `prices-${YEAR}-07-draft`,
    source: 'Baltic IT, July, first file',
    validFrom: `${YEAR}-07-01`,
    of: ['baltic-it'],
    factor: '0.3',
    opened: morningOf(6, 24),
    ending: 'abandoned',
  },
  {
    id: `prices-${YEAR}-07`,
    source: 'Baltic IT and Westline, July',
    validFrom: `${YEAR}-07-01`,
    of: ['baltic-it', 'westline'],
    factor: '1.025',
    opened: morningOf(6, 25),
    ending: 'published',
  },
  {
    id: `prices-${YEAR}-10-wrong`,
    source: 'Mobila Dacia, October, prices without taxes and with them mixed up',
    validFrom: `${YEAR}-10-01`,
    of: ['mobila-dacia'],
    factor: '1.19',
    opened: morningOf(9, 26),
    ending: 'withdrawn',
  },
  {
    id: `prices-${YEAR}-10`,
    source: 'Mobila Dacia, October to the end of next March',
    validFrom: `${YEAR}-10-01`,
    validUntil: `${YEAR + 1}-03-31`,
    of: ['mobila-dacia'],
    factor: '1.04',
    opened: minutesLater(morningOf(9, 26), 90),
    ending: 'published',
  },
];

/** The list that a supplier's price on a day was taken from. */
export const listOn = (supplierId: string, on: LocalDate): string | undefined =>
  lists
    .filter(
      ({ ending, of, validFrom }) =>
        ending === 'published' && of.includes(supplierId) && validFrom <= on,
    )
    .at(-1)?.id;

const tellOfList = (script: Script, plan: ListPlan): PriceList => {
  const { id: priceListId, source, validFrom, validUntil, factor, opened, ending } = plan;
  const parts = plan.of.map((supplierId) => ({
    supplierId,
    lines: goods.flatMap(({ id: productId, currency, asked, from = validFrom, ...good }) => {
      const delivers =
        good.supplierId === supplierId ||
        (productId === CABLING.productId && supplierId === CABLING.to);
      if (asked === undefined || !delivers) return [];
      const first = from > validFrom ? from : validFrom;
      return [{ productId, price: times(parseMoney(asked, currency), factor), validFrom: first }];
    }),
  }));
  const hour = at(opened);
  const commands: PriceListCommand[] = [
    {
      type: 'OpenPriceList',
      data: {
        priceListId,
        source,
        lines: parts.reduce((count, { lines }) => count + lines.length, 0),
        parts: parts.length,
        ...(validUntil === undefined ? {} : { validUntil }),
        at: hour,
      },
    },
    ...parts.map(
      (part, index): PriceListCommand => ({
        type: 'AddPriceListPart',
        data: { priceListId, part: index + 1, ...part, at: hour },
      }),
    ),
  ];
  const later = at(minutesLater(opened, 25));
  if (ending === 'abandoned')
    commands.push({
      type: 'AbandonPriceList',
      data: { priceListId, reason: 'Two columns were swapped', at: later },
    });
  else
    commands.push({
      type: 'PublishPriceList',
      data: { priceListId, at: at(minutesLater(opened, 5)) },
    });
  if (ending === 'withdrawn')
    commands.push({
      type: 'WithdrawPriceList',
      data: { priceListId, reason: 'The prices contain taxes', at: later },
    });
  const thread = script.thread();
  for (const command of commands) thread.ask(BUYER, 'priceList', command);
  return played(priceList, commands);
};
