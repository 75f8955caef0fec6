import { type ProductCommand, type ProductEvent, product } from '@presales/domain/product';
import { type Money, money } from '@presales/kernel';
import { scenario } from '@presales/testing';

const { given } = scenario(product);

const at = '2026-03-02T09:00:00.000Z';
const productId = 'r1';
const eur = (amount: number): Money => money(amount, 'EUR');
const oneEuro: Money = { amount: 1, currency: 'EUR', scale: 0 };
const listed: ProductEvent = {
  type: 'ProductListed',
  data: { productId, kind: 'product', name: 'Router R1', supplierId: 'acme' },
};
const list: ProductCommand = {
  type: 'ListProduct',
  data: { productId, kind: 'product', name: 'Router R1', supplierId: 'acme', at },
};
const renamed: ProductEvent = { type: 'ProductRenamed', data: { productId, name: 'R1 Plus' } };
const rename = (name: string): ProductCommand => ({
  type: 'RenameProduct',
  data: { productId, name, at },
});

describe('a product of the catalogue', () => {
  it('is listed with the supplier it is bought from (S57)', () => given().when(list).emits(listed));

  it('may be a service of our own (S57)', () =>
    given()
      .when({
        type: 'ListProduct',
        data: { productId: 's1', kind: 'service', name: 'Set-up', at },
      })
      .emits({
        type: 'ProductListed',
        data: { productId: 's1', kind: 'service', name: 'Set-up' },
      }));

  it('is listed once', () => {
    given(listed).when(list).changesNothing();
    given(listed, renamed).when(list).changesNothing();
    given(listed)
      .when({ type: 'ListProduct', data: { productId, kind: 'service', name: 'Router R1', at } })
      .refuses({ code: 'product/already-listed' });
  });

  it('is renamed', () => {
    given(listed).when(rename('R1 Plus')).emits(renamed);
    given(listed, renamed).when(rename('R1 Plus')).changesNothing();
    given(listed).when(rename('Router R1')).changesNothing();
  });

  it('may come from another supplier', () => {
    const change = (supplierId: string): ProductCommand => ({
      type: 'ChangeProductSupplier',
      data: { productId, supplierId, at },
    });
    const changed: ProductEvent = {
      type: 'ProductSupplierChanged',
      data: { productId, from: 'acme', to: 'globex' },
    };
    given(listed).when(change('globex')).emits(changed);
    given(listed, changed).when(change('globex')).changesNothing();
    given({ type: 'ProductListed', data: { productId, kind: 'service', name: 'Set-up' } })
      .when(change('globex'))
      .emits({ type: 'ProductSupplierChanged', data: { productId, to: 'globex' } });
  });

  it('is in a group, and may move to another', () => {
    const change = (group: string): ProductCommand => ({
      type: 'ChangeProductGroup',
      data: { productId, group, at },
    });
    const changed = (to: string, from?: string): ProductEvent => ({
      type: 'ProductGroupChanged',
      data: { productId, ...(from === undefined ? {} : { from }), to },
    });
    const inGroup: ProductEvent = {
      type: 'ProductListed',
      data: { productId, kind: 'product', name: 'Router R1', group: 'routers' },
    };
    given()
      .when({
        type: 'ListProduct',
        data: { productId, kind: 'product', name: 'Router R1', group: 'routers', at },
      })
      .emits(inGroup);
    given(inGroup).when(change('routers')).changesNothing();
    given(inGroup).when(change('networks')).emits(changed('networks', 'routers'));
    given(inGroup, changed('networks', 'routers')).when(change('networks')).changesNothing();
    given(listed).when(change('routers')).emits(changed('routers'));
  });

  it.each<ProductCommand>([
    rename('R1 Plus'),
    { type: 'ChangeProductGroup', data: { productId, group: 'routers', at } },
    { type: 'RelistProduct', data: { productId, at } },
    {
      type: 'RecordAccountingCost',
      data: { productId, cost: eur(1), validFrom: '2026-03-01', at },
    },
  ])('that was never listed refuses $type', (command) =>
    given().when(command).refuses({ code: 'product/not-listed' }),
  );
});

describe('the accounting cost of a product', () => {
  const record = (cost: Money, validFrom = '2026-03-01'): ProductCommand => ({
    type: 'RecordAccountingCost',
    data: { productId, cost, validFrom, at },
  });
  const recorded = (cost: Money, validFrom = '2026-03-01'): ProductEvent => ({
    type: 'AccountingCostRecorded',
    data: { productId, cost, validFrom },
  });
  const withdraw = (from: string): ProductCommand => ({
    type: 'WithdrawAccountingCost',
    data: { productId, from, at },
  });
  const withdrawn = (from: string): ProductEvent => ({
    type: 'AccountingCostWithdrawn',
    data: { productId, from },
  });

  it('is recorded from a day on, and recorded anew (S60)', () => {
    given(listed)
      .when(record(eur(100)))
      .emits(recorded(eur(100)));
    given(listed, recorded(eur(100)))
      .when(record(eur(101)))
      .emits(recorded(eur(101)));
    given(listed, recorded(eur(100)))
      .when(record(eur(100), '2026-04-01'))
      .emits(recorded(eur(100), '2026-04-01'));
    given(listed, recorded(eur(100)))
      .when(record(oneEuro))
      .changesNothing();
  });

  it('is withdrawn from a day on, where there is one', () => {
    given(listed, recorded(eur(100)))
      .when(withdraw('2026-03-01'))
      .emits(withdrawn('2026-03-01'));
    given(listed, recorded(eur(100)))
      .when(withdraw('2026-02-28'))
      .changesNothing();
    given(listed, recorded(eur(100)), withdrawn('2026-03-10'))
      .when(withdraw('2026-03-11'))
      .changesNothing();
    given(listed, recorded(eur(100)), withdrawn('2026-03-10'))
      .when(record(eur(100), '2026-03-10'))
      .emits(recorded(eur(100), '2026-03-10'));
  });

  it('leaves its days to the state that prices are computed from', () =>
    given(listed, recorded(eur(100)), withdrawn('2026-04-01'))
      .when(rename('Router R1'))
      .leaves({
        status: 'listed',
        listing: { productId, kind: 'product', name: 'Router R1', supplierId: 'acme' },
        name: 'Router R1',
        supplierId: 'acme',
        group: undefined,
        accountingCosts: new Map([
          ['2026-03-01', eur(100)],
          ['2026-04-01', undefined],
        ]),
        receiptCosts: new Map(),
        receipts: new Map(),
        overrides: new Map(),
        discontinuation: undefined,
        discontinuedFrom: undefined,
      }));
});

describe('the cost of a goods receipt', () => {
  const record = (cost: Money, receivedOn = '2026-03-02'): ProductCommand => ({
    type: 'RecordReceiptCost',
    data: { productId, receiptId: 'gr1', cost, receivedOn, at },
  });
  const recorded: ProductEvent = {
    type: 'ReceiptCostRecorded',
    data: { productId, receiptId: 'gr1', cost: eur(100), receivedOn: '2026-03-02' },
  };

  it('is recorded once for each receipt (S62)', () => {
    given(listed)
      .when(record(eur(100)))
      .emits(recorded);
    given(listed, recorded).when(record(oneEuro)).changesNothing();
    given(listed, recorded)
      .when(record(eur(101)))
      .refuses({ code: 'product/receipt-exists', receiptId: 'gr1' });
    given(listed, recorded)
      .when(record(eur(100), '2026-03-03'))
      .refuses({ code: 'product/receipt-exists', receiptId: 'gr1' });
  });

  it('is known by its day', () =>
    given(listed)
      .when(record(eur(100)))
      .leaves({
        status: 'listed',
        listing: { productId, kind: 'product', name: 'Router R1', supplierId: 'acme' },
        name: 'Router R1',
        supplierId: 'acme',
        group: undefined,
        accountingCosts: new Map(),
        receiptCosts: new Map([['2026-03-02', eur(100)]]),
        receipts: new Map([['gr1', recorded.data]]),
        overrides: new Map(),
        discontinuation: undefined,
        discontinuedFrom: undefined,
      }));
});

describe('a price set by hand', () => {
  const override = (price: Money, validFrom = '2026-03-01', level = 'gold'): ProductCommand => ({
    type: 'OverridePrice',
    data: { productId, level, price, validFrom, at },
  });
  const overridden = (price: Money, validFrom = '2026-03-01', level = 'gold'): ProductEvent => ({
    type: 'PriceOverridden',
    data: { productId, level, price, validFrom },
  });
  const withdraw = (from: string, level = 'gold'): ProductCommand => ({
    type: 'WithdrawPriceOverride',
    data: { productId, level, from, at },
  });
  const withdrawn: ProductEvent = {
    type: 'PriceOverrideWithdrawn',
    data: { productId, level: 'gold', from: '2026-04-01' },
  };

  it('goes for one partner level from a day on (S57)', () => {
    given(listed)
      .when(override(eur(100)))
      .emits(overridden(eur(100)));
    given(listed, overridden(eur(100)))
      .when(override(oneEuro))
      .changesNothing();
    given(listed, overridden(eur(100)))
      .when(override(eur(99)))
      .emits(overridden(eur(99)));
    given(listed, overridden(eur(100)))
      .when(override(eur(100), '2026-03-01', 'silver'))
      .emits(overridden(eur(100), '2026-03-01', 'silver'));
    given(listed, overridden(eur(100)))
      .when(override(eur(100), '2026-03-02'))
      .emits(overridden(eur(100), '2026-03-02'));
  });

  it('is withdrawn from a day on, where there is one', () => {
    given(listed, overridden(eur(100)))
      .when(withdraw('2026-04-01'))
      .emits(withdrawn);
    given(listed, overridden(eur(100)), withdrawn)
      .when(withdraw('2026-04-01'))
      .changesNothing();
    given(listed, overridden(eur(100)))
      .when(withdraw('2026-04-01', 'silver'))
      .changesNothing();
    given(listed, overridden(eur(100)))
      .when(withdraw('2026-02-28'))
      .changesNothing();
  });

  it('leaves its days to the state that prices are computed from', () =>
    given(listed, overridden(eur(100)), withdrawn, overridden(eur(50), '2026-03-01', 'silver'))
      .when(rename('Router R1'))
      .leaves({
        status: 'listed',
        listing: { productId, kind: 'product', name: 'Router R1', supplierId: 'acme' },
        name: 'Router R1',
        supplierId: 'acme',
        group: undefined,
        accountingCosts: new Map(),
        receiptCosts: new Map(),
        receipts: new Map(),
        overrides: new Map([
          [
            'gold',
            new Map([
              ['2026-03-01', eur(100)],
              ['2026-04-01', undefined],
            ]),
          ],
          ['silver', new Map([['2026-03-01', eur(50)]])],
        ]),
        discontinuation: undefined,
        discontinuedFrom: undefined,
      }));
});

describe('a product that is discontinued', () => {
  const discontinue = (from: string, replacedBy?: string): ProductCommand => ({
    type: 'DiscontinueProduct',
    data: { productId, from, ...(replacedBy === undefined ? {} : { replacedBy }), at },
  });
  const discontinued: ProductEvent = {
    type: 'ProductDiscontinued',
    data: { productId, from: '2026-06-01', replacedBy: 'r2' },
  };
  const relist: ProductCommand = { type: 'RelistProduct', data: { productId, at } };
  const relisted: ProductEvent = { type: 'ProductRelisted', data: { productId } };

  it('says from when and what takes its place (S57)', () => {
    given(listed).when(discontinue('2026-06-01', 'r2')).emits(discontinued);
    given(listed, discontinued).when(discontinue('2026-06-01', 'r2')).changesNothing();
    given(listed, discontinued)
      .when(discontinue('2026-07-01'))
      .emits({ type: 'ProductDiscontinued', data: { productId, from: '2026-07-01' } });
    given(listed)
      .when(discontinue('2026-06-01', productId))
      .refuses({ code: 'product/replaces-itself' });
  });

  it('is known by its day', () =>
    given(listed)
      .when(discontinue('2026-06-01', 'r2'))
      .leaves({
        status: 'listed',
        listing: { productId, kind: 'product', name: 'Router R1', supplierId: 'acme' },
        name: 'Router R1',
        supplierId: 'acme',
        group: undefined,
        accountingCosts: new Map(),
        receiptCosts: new Map(),
        receipts: new Map(),
        overrides: new Map(),
        discontinuation: discontinued.data,
        discontinuedFrom: '2026-06-01',
      }));

  it('may be listed again', () => {
    given(listed, discontinued).when(relist).emits(relisted);
    given(listed).when(relist).changesNothing();
    given(listed, discontinued, relisted).when(relist).changesNothing();
  });
});
