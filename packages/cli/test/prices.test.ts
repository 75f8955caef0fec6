import { money } from '@presales/kernel';
import { open } from '@presales/runtime';
import { presales } from './captured.ts';
import { atDesk, type Desk } from './import-desk.ts';

const eur = (amount: number) => money(amount, 'EUR');
const header = 'supplier,product,price,currency,valid from\n';

/**
 * A log with a chair of Acme's at 100.00, which costs 80 % of that and is sold to partners at 120 %,
 * and with the draft of a partner, who is offered it by the price book.
 */
const shopAt = async (desk: Desk): Promise<string> => {
  const log = `sqlite:${desk.path('log.db')}`;
  await presales([
    'import-prices',
    desk.put('first.csv', `${header}acme,chair,100.00,EUR,2026-01-01\n`),
    '--log',
    log,
  ]);
  const shop = await open({ eventLog: log, project: false });
  const supplierId = 'acme';
  await shop.supplier({ type: 'RegisterSupplier', data: { supplierId, name: 'Acme' } });
  await shop.supplier({
    type: 'SetCostCoefficient',
    data: { supplierId, factor: '0.8', validFrom: '2026-01-01' },
  });
  await shop.supplier({
    type: 'SetPriceCoefficient',
    data: { supplierId, level: 'partner', factor: '1.2', validFrom: '2026-01-01' },
  });
  await shop.product({
    type: 'ListProduct',
    data: { productId: 'chair', kind: 'product', name: 'A chair', supplierId },
  });
  await shop.product({
    type: 'ListProduct',
    data: { productId: 'help', kind: 'service', name: 'Help' },
  });
  await shop.party({
    type: 'RegisterParty',
    data: { partyId: 'globex', details: { kind: 'organisation', name: 'Globex' } },
  });
  await shop.party({
    type: 'SetPartnerLevel',
    data: { partyId: 'globex', level: 'partner', validFrom: '2026-01-01' },
  });
  await shop.caughtUp('price-book');
  const { line } = await shop.priceLine({
    partyId: 'globex',
    productId: 'chair',
    lineId: '1',
    quantity: '2',
    on: '2026-03-01',
  });
  if (line === undefined) throw new Error('the chair has a price');
  await shop.quotation({
    type: 'DraftQuotation',
    data: { quotationId: 'Q-1', partyId: 'globex', sellerZone: 'UTC' },
  });
  await shop.quotation({ type: 'AddQuotationLine', data: { quotationId: 'Q-1', line } });
  await shop.close();
  return log;
};

describe('presales prices', () => {
  it(
    'prints what everything costs and is sold for on a day, by partner level (S57, S61)',
    atDesk(async (desk) => {
      const log = await shopAt(desk);
      const { code, out, err } = await presales(['prices', '--log', log, '--on', '2026-03-01']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toBe(`Prices on 2026-03-01

product  name     supplier  supplier price       cost  known from               partner
chair    A chair  acme          100.00 EUR  80.00 EUR  supplier-coefficient  120.00 EUR
help     Help                            –          –  unknown                        –
`);
    }),
  );

  it(
    'gives the same to programs, of one product or supplier, at one level',
    atDesk(async (desk) => {
      const log = await shopAt(desk);
      const run = async (...argv: readonly string[]) =>
        JSON.parse((await presales(['prices', '--log', log, '--json', ...argv])).out);
      expect(await run('--product', 'chair', '--on', '2026-03-01')).toMatchObject({
        on: '2026-03-01',
        levels: ['partner'],
        products: [
          {
            productId: 'chair',
            cost: {
              amount: { amount: '80.00', currency: 'EUR' },
              source: 'supplier-coefficient',
            },
            prices: [{ level: 'partner', price: { amount: '120.00', currency: 'EUR' } }],
          },
        ],
      });
      expect((await run('--supplier', 'acme')).products).toHaveLength(1);
      expect(
        await run('--level', 'gold', '--product', 'chair', '--on', '2026-03-01'),
      ).toMatchObject({
        products: [{ prices: [{ level: 'gold', missing: 'price-coefficient' }] }],
      });
    }),
  );

  it(
    'names a day that is none',
    atDesk(async (desk) => {
      const log = await shopAt(desk);
      const { code, err } = await presales(['prices', '--log', log, '--on', 'March']);
      expect(code).toBe(2);
      expect(err).toContain('Expected a day such as 2026-04-01.');
    }),
  );

  it(
    'prints the drafts that say other prices or costs, and says where there are none',
    atDesk(async (desk) => {
      const log = await shopAt(desk);
      const drafts = async (...argv: readonly string[]) =>
        (await presales(['prices', '--drafts', '--log', log, ...argv])).out;
      expect(await drafts('--on', '2026-03-01')).toBe('No draft is out of date on 2026-03-01\n');
      const shop = await open({ eventLog: log, project: false });
      await shop.product({
        type: 'RecordAccountingCost',
        data: { productId: 'chair', cost: eur(85_00), validFrom: '2026-03-10' },
      });
      await shop.close();
      expect(await drafts('--on', '2026-03-10')).toBe(`Drafts out of date on 2026-03-10

draft  customer  line  product  what       from         to
Q-1    globex    1     chair    cost  80.00 EUR  85.00 EUR
`);
      expect(JSON.parse(await drafts('--on', '2026-03-10', '--json'))).toMatchObject({
        drafts: [{ quotationId: 'Q-1', lines: [{ reasons: [{ what: 'cost' }] }] }],
      });
    }),
  );

  it(
    'is followed by every import: it shows what it changed in open drafts, and once',
    atDesk(async (desk) => {
      const log = await shopAt(desk);
      const next = desk.put('next.csv', `${header}acme,chair,110.00,EUR,2999-01-01\n`);
      const run = (...argv: readonly string[]) =>
        presales(['import-prices', next, '--log', log, '--list', 'next', ...argv]);
      expect((await run()).out).toBe(`1 price of 1 supplier holds now
price list next

1 draft now out of date

draft  customer  line  product  what         from          to
Q-1    globex    1     chair    price  120.00 EUR  132.00 EUR
Q-1    globex    1     chair    cost    80.00 EUR   88.00 EUR
`);
      expect(JSON.parse((await run('--json')).out)).toMatchObject({ events: 0, drafts: [] });
    }),
  );
});
