import {
  type PriceLine,
  type PriceListCommand,
  type PriceListEvent,
  priceList,
  priceListLimits,
  supplierPrices,
} from '@presales/domain/price-list';
import { fold, limits, type Money, money } from '@presales/kernel';
import { scenario } from '@presales/testing';

const { given } = scenario(priceList);

const at = '2026-03-02T09:00:00.000Z';
const priceListId = 'acme/2026-03';
const eur = (amount: number): Money => money(amount, 'EUR');
const line = (productId: string, price: Money, validFrom = '2026-03-01'): PriceLine => ({
  productId,
  price,
  validFrom,
});

const header = { priceListId, source: 'acme.csv', lines: 3, parts: 2 };
const open: PriceListCommand = { type: 'OpenPriceList', data: { ...header, at } };
const opened: PriceListEvent = { type: 'PriceListOpened', data: header };
const firstLines = [line('r1', eur(100)), line('r2', eur(200))];
const addPart = (
  part: number,
  lines: readonly PriceLine[],
  supplierId = 'acme',
): PriceListCommand => ({
  type: 'AddPriceListPart',
  data: { priceListId, part, supplierId, lines, at },
});
const added = (part: number, lines: readonly PriceLine[], supplierId = 'acme'): PriceListEvent => ({
  type: 'PriceListPartAdded',
  data: { priceListId, part, supplierId, lines },
});
const publish: PriceListCommand = { type: 'PublishPriceList', data: { priceListId, at } };
const published: PriceListEvent = { type: 'PriceListPublished', data: { priceListId, lines: 3 } };
const abandon: PriceListCommand = {
  type: 'AbandonPriceList',
  data: { priceListId, reason: 'Wrong file', at },
};
const abandoned: PriceListEvent = {
  type: 'PriceListAbandoned',
  data: { priceListId, reason: 'Wrong file' },
};
const withdraw: PriceListCommand = {
  type: 'WithdrawPriceList',
  data: { priceListId, reason: 'Last year’s', at },
};
const withdrawn: PriceListEvent = {
  type: 'PriceListWithdrawn',
  data: { priceListId, reason: 'Last year’s' },
};
const whole = [opened, added(1, firstLines), added(2, [line('r3', eur(300))])];

describe('a price list', () => {
  it('is opened for so many lines in so many parts (S61)', () => {
    given().when(open).emits(opened);
    given(opened).when(open).changesNothing();
    given(...whole, published)
      .when(open)
      .changesNothing();
    given(opened)
      .when({ type: 'OpenPriceList', data: { ...header, lines: 4, at } })
      .refuses({ code: 'price-list/already-opened' });
  });

  it('is written part by part, in order (S61)', () => {
    given(opened).when(addPart(1, firstLines)).emits(added(1, firstLines));
    given(opened)
      .when(addPart(2, firstLines))
      .refuses({ code: 'price-list/part-expected', part: 1 });
    given(opened, added(1, firstLines))
      .when(addPart(2, [line('r3', eur(300))], 'globex'))
      .emits(added(2, [line('r3', eur(300))], 'globex'));
  });

  it('takes a part once', () => {
    given(opened, added(1, firstLines)).when(addPart(1, firstLines)).changesNothing();
    given(opened, added(1, firstLines))
      .when(addPart(1, firstLines.slice(1)))
      .refuses({ code: 'price-list/part-exists', part: 1 });
    given(...whole, published)
      .when(addPart(1, firstLines))
      .changesNothing();
  });

  it('takes no part beyond those it was opened for', () =>
    given(...whole)
      .when(addPart(3, firstLines))
      .refuses({ code: 'price-list/too-many-parts', parts: 2 }));

  it('holds as a whole, with one closing event (S61)', () => {
    given(...whole)
      .when(publish)
      .emits(published);
    given(...whole, published)
      .when(publish)
      .changesNothing();
  });

  it('does not hold before it is complete', () => {
    given(opened, added(1, firstLines))
      .when(publish)
      .refuses({ code: 'price-list/incomplete', parts: 1, lines: 2 });
    given(opened, added(1, firstLines), added(2, firstLines))
      .when(publish)
      .refuses({ code: 'price-list/incomplete', parts: 2, lines: 4 });
    given({ type: 'PriceListOpened', data: { ...header, lines: 2 } }, added(1, firstLines))
      .when(publish)
      .refuses({ code: 'price-list/incomplete', parts: 1, lines: 2 });
  });

  it('has one price for a supplier’s product and day', () => {
    given(opened, added(1, firstLines), added(2, [line('r2', eur(200))]))
      .when(publish)
      .refuses({
        code: 'price-list/two-prices',
        supplierId: 'acme',
        productId: 'r2',
        validFrom: '2026-03-01',
      });
    given(opened, added(1, firstLines), added(2, [line('r2', eur(200))], 'globex'))
      .when(publish)
      .emits(published);
    given(opened, added(1, firstLines), added(2, [line('r2', eur(200), '2026-03-02')]))
      .when(publish)
      .emits(published);
  });

  it('may be abandoned before it holds', () => {
    given(opened).when(abandon).emits(abandoned);
    given(opened, abandoned).when(abandon).changesNothing();
    given(...whole, abandoned)
      .when(publish)
      .refuses({ code: 'price-list/closed', status: 'abandoned' });
    given(opened, abandoned)
      .when(addPart(1, firstLines))
      .refuses({ code: 'price-list/closed', status: 'abandoned' });
    given(...whole, published)
      .when(abandon)
      .refuses({ code: 'price-list/closed', status: 'published' });
  });

  it('may be withdrawn while it holds', () => {
    given(...whole, published)
      .when(withdraw)
      .emits(withdrawn);
    given(...whole, published, withdrawn)
      .when(withdraw)
      .changesNothing();
    given(opened).when(withdraw).refuses({ code: 'price-list/not-published' });
    given(...whole, published, withdrawn)
      .when(publish)
      .refuses({ code: 'price-list/closed', status: 'withdrawn' });
  });

  it.each([addPart(1, firstLines), publish, abandon, withdraw])(
    'that was never opened refuses $type',
    (command) => given().when(command).refuses({ code: 'price-list/not-opened' }),
  );

  it('has parts that fit one append, whatever their ids', () => {
    const longest = {
      ...line('ț'.repeat(200), { amount: limits.amount, currency: 'EUR', scale: 9 }),
    };
    const part = added(
      20_000,
      Array.from({ length: priceListLimits.linesOfPart }, () => longest),
      'ț'.repeat(200),
    );
    expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(limits.appendBytes / 2);
  });
});

describe('the prices of suppliers', () => {
  const listOf = (
    lines: readonly PriceLine[],
    { supplierId = 'acme', validUntil }: { supplierId?: string; validUntil?: string } = {},
    ...then: readonly PriceListEvent[]
  ) => {
    const events: readonly PriceListEvent[] = [
      {
        type: 'PriceListOpened',
        data: {
          priceListId,
          source: 'x',
          lines: lines.length,
          parts: 1,
          ...(validUntil === undefined ? {} : { validUntil }),
        },
      },
      { type: 'PriceListPartAdded', data: { priceListId, part: 1, supplierId, lines } },
      ...then,
    ];
    return fold(priceList.decider, events);
  };
  const march = '2026-03-01';
  const april = '2026-04-01';
  const lastOfMarch = '2026-03-31';

  it('are there once their list is published, and not one of them before (S61)', () => {
    const asked = (...then: readonly PriceListEvent[]) =>
      supplierPrices([listOf(firstLines, {}, ...then)]).priceOf('acme', 'r1', march);
    expect(asked()).toBeUndefined();
    expect(asked(published)).toEqual(eur(100));
    expect(asked(abandoned)).toBeUndefined();
    expect(asked(published, withdrawn)).toBeUndefined();
    expect(supplierPrices([{ status: 'absent' }]).priceOf('acme', 'r1', march)).toBeUndefined();
  });

  it('hold from their day on, until the next one’s', () => {
    const prices = supplierPrices([
      listOf([line('r1', eur(110), april), line('r1', eur(100), march)], {}, published),
    ]);
    const priceOn = (on: string) => prices.priceOf('acme', 'r1', on);
    expect(priceOn('2026-02-28')).toBeUndefined();
    expect(priceOn(march)).toEqual(eur(100));
    expect(priceOn(lastOfMarch)).toEqual(eur(100));
    expect(priceOn(april)).toEqual(eur(110));
  });

  it('are those of the list published last where two begin on one day', () =>
    expect(
      supplierPrices([
        listOf([line('r1', eur(100))], {}, published),
        listOf([line('r1', eur(90))], {}, published),
      ]).priceOf('acme', 'r1', march),
    ).toEqual(eur(90)));

  it('are not overtaken by a later list for earlier days', () =>
    expect(
      supplierPrices([
        listOf([line('r1', eur(100), april)], {}, published),
        listOf([line('r1', eur(90), march)], {}, published),
      ]).priceOf('acme', 'r1', april),
    ).toEqual(eur(100)));

  it('fall back on the list before once the validity of one is over', () => {
    const prices = supplierPrices([
      listOf([line('r1', eur(100))], {}, published),
      listOf([line('r1', eur(80))], { validUntil: lastOfMarch }, published),
    ]);
    expect(prices.priceOf('acme', 'r1', lastOfMarch)).toEqual(eur(80));
    expect(prices.priceOf('acme', 'r1', april)).toEqual(eur(100));
  });

  it('are each supplier’s own', () => {
    const prices = supplierPrices([
      listOf([line('r1', eur(100))], {}, published),
      listOf([line('r1', eur(90)), line('r9', eur(1), april)], { supplierId: 'globex' }, published),
    ]);
    expect(prices.priceOf('acme', 'r1', march)).toEqual(eur(100));
    expect(prices.priceOf('globex', 'r1', march)).toEqual(eur(90));
    expect(prices.priceOf('acme', 'r9', april)).toBeUndefined();
    expect(prices.priceOf('other', 'r1', march)).toBeUndefined();
    expect(prices.productsOf('globex', march)).toEqual(new Map([['r1', eur(90)]]));
    expect(prices.productsOf('globex', april)).toEqual(
      new Map([
        ['r1', eur(90)],
        ['r9', eur(1)],
      ]),
    );
    expect(prices.productsOf('other', march)).toEqual(new Map());
  });

  it('of several lists of one supplier add up', () =>
    expect(
      supplierPrices([
        listOf([line('r1', eur(100))], {}, published),
        listOf([line('r2', eur(200))], {}, published),
      ]).productsOf('acme', march),
    ).toEqual(
      new Map([
        ['r1', eur(100)],
        ['r2', eur(200)],
      ]),
    ));
});
