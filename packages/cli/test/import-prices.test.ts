import { existsSync } from 'node:fs';
import type { SupplierPrices } from '@presales/domain/price-list';
import { startEventStoreDbServer } from '@presales/eventstoredb-server';
import { pricesIn } from '@presales/import';
import { money } from '@presales/kernel';
import { open } from '@presales/runtime';
import { presales } from './captured.ts';
import { atDesk, type Desk } from './import-desk.ts';

const header = 'supplier,product,price,currency,valid from\n';
const march = `${header}acme,r1,100.00,EUR,2026-03-01
acme,r2,0.0125,USD,2026-03-01
globex,r1,50,EUR,2026-03-01
`;
const april = `${header}acme,r1,110.00,EUR,2026-04-01
acme,r3,5,EUR,2026-04-01
globex,r1,50.00,EUR,2026-04-01
`;

const at = (desk: Desk) => {
  const log = `sqlite:${desk.path('log.db')}`;
  const run = (content: string, ...argv: readonly string[]) =>
    presales(['import-prices', desk.put('prices.csv', content), '--log', log, ...argv]);
  return { log, run };
};

/** The prices that hold in a log. */
const pricesHeldIn = async (log: string): Promise<SupplierPrices> => {
  const reader = await open({ eventLog: log, readModels: 'memory:', project: false });
  try {
    return await pricesIn(reader.log);
  } finally {
    await reader.close();
  }
};

/** What a supplier charges for a product on a day. */
const priceOf = async (log: string, supplier: string, product: string, on: string) =>
  (await pricesHeldIn(log)).priceOf(supplier, product, on);

describe('presales import-prices', () => {
  it(
    'makes all prices of a file hold, in their currencies (S61)',
    atDesk(async (desk) => {
      const { log, run } = at(desk);
      const { code, out, err } = await run(march, '--list', 'march');
      expect({ code, out, err }).toEqual({
        code: 0,
        out: '3 prices of 2 suppliers hold now\nprice list march\n',
        err: '',
      });
      expect(await priceOf(log, 'acme', 'r2', '2026-03-01')).toEqual({
        amount: 125,
        currency: 'USD',
        scale: 4,
      });
      expect(await priceOf(log, 'globex', 'r1', '2026-03-01')).toEqual(money(50_00, 'EUR'));
    }),
  );

  it(
    'adds nothing when it is run again, whatever the file is called',
    atDesk(async (desk) => {
      const { log, run } = at(desk);
      const first = JSON.parse((await run(march, '--json')).out);
      expect(first).toEqual({
        priceList: expect.any(String),
        suppliers: 2,
        lines: 3,
        repeated: 0,
        events: 4,
        drafts: [],
      });
      const again = await presales([
        'import-prices',
        desk.put('renamed.csv', march),
        '--log',
        log,
        '--json',
      ]);
      expect(JSON.parse(again.out)).toEqual({ ...first, events: 0 });
      expect((await run(march)).out).toBe(
        `3 prices of 2 suppliers hold already: nothing was added\nprice list ${first.priceList}\n`,
      );
    }),
  );

  it(
    'names every wrong cell by line, column, value and what was expected, and imports nothing',
    atDesk(async (desk) => {
      const { log, run } = at(desk);
      const { code, out, err } = await run(`${header}acme,r1,ten,EUR,2026-03-01
,r2,1,EUR,2026-03-01
acme,r3,-1,EURO,01.03.2026
acme,r4,1,EUR,2026-03-01
acme,r4,2,EUR,2026-03-01
`);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toBe(`error: prices.csv: 6 faults, and nothing was imported
  prices.csv:2: column price: expected a number such as 12.5, found "ten"
  prices.csv:3: column supplier: expected an id of 1 to 200 characters without control characters, found ""
  prices.csv:4: column currency: expected an ISO 4217 currency code such as EUR, found "EURO"
  prices.csv:4: column price: expected a price of zero or more, found "-1"
  prices.csv:4: column valid from: expected a date such as 2026-03-01, found "01.03.2026"
  prices.csv:6: acme r4 from 2026-03-01 has another price on line 5
`);
      expect(existsSync(log.slice('sqlite:'.length))).toBe(false);
    }),
  );

  it(
    'shows twenty wrong cells and counts the rest',
    atDesk(async (desk) => {
      const { run } = at(desk);
      const { err } = await run(header + 'acme,r1,x,EUR,2026-03-01\n'.repeat(1_021));
      expect(err.split('\n')).toHaveLength(23);
      expect(err).toContain('error: prices.csv: 1,021 faults, and nothing was imported\n');
      expect(err).toContain('  … and 1,001 more\n');
    }),
  );

  it(
    'takes a line that says the same again for said once',
    atDesk(async (desk) => {
      const { run } = at(desk);
      const { code, out } = await run(`${march}acme,r1,100,EUR,2026-03-01\n`, '--list', 'march');
      expect({ code, out }).toEqual({
        code: 0,
        out: '3 prices of 2 suppliers hold now\n1 line said again what an earlier one said\nprice list march\n',
      });
    }),
  );

  it.each([
    ['an empty file', '', 'the file is empty'],
    ['a file without prices', header, 'no prices in it'],
    [
      'a file without a column',
      'supplier,product,currency,valid_from\n',
      'prices.csv:1: no column price; the file has supplier, product, currency, valid_from; name it with --column price=NAME\n',
    ],
    [
      'a file without a supplier',
      'product,price\n',
      'no column supplier; the file has product, price; name it with --column supplier=NAME, or --supplier for all lines\n',
    ],
  ])('says what is wrong with %s', (_, content, words) =>
    atDesk(async (desk) => {
      const { run } = at(desk);
      const { code, err } = await run(content);
      expect(code).toBe(2);
      expect(err).toContain(words);
    })(),
  );

  it(
    'takes other headings, other numbers, and what the file leaves out',
    atDesk(async (desk) => {
      const { log, run } = at(desk);
      const { code } = await run(
        'Artikel;Preis\nr1;1.234,56\n',
        ...['--column', 'product=Artikel', '--column', 'price=Preis', '--delimiter', ';'],
        ...['--decimal', ',', '--group', '.', '--supplier', 'acme', '--currency', 'eur'],
        ...['--valid-from', '2026-03-01', '--valid-until', '2026-03-31'],
      );
      expect(code).toBe(0);
      expect(await priceOf(log, 'acme', 'r1', '2026-03-31')).toEqual(money(1_234_56, 'EUR'));
      expect(await priceOf(log, 'acme', 'r1', '2026-04-01')).toBeUndefined();
    }),
  );

  it.each([
    [['--column', 'colour=red'], '--column "colour=red": expected one of supplier, product,'],
    [['--column', 'price'], '--column "price": expected one of supplier, product,'],
    [['--delimiter', ';;'], '--delimiter ";;": expected one character'],
    [['--decimal', ''], '--decimal "": expected one character'],
    [['--group', '..'], '--group "..": expected one character'],
    [['--currency', 'EURO'], '--currency: expected an ISO 4217 currency code such as "EUR"'],
    [['--valid-from', 'today'], '--valid-from: expected a date such as "2026-03-01"'],
    [['--valid-until', 'today'], '--valid-until: expected a date such as "2026-03-01"'],
    [['--supplier', ' '], '--supplier: expected an id'],
    [['--list', ' '], '--list: expected an id'],
  ])('refuses %j as wrong usage', (argv, words) =>
    atDesk(async (desk) => {
      const { code, err } = await at(desk).run(march, ...argv);
      expect(code).toBe(2);
      expect(err).toContain(words);
    })(),
  );

  it('asks for a log before it reads the file', async () => {
    const { code, err } = await presales(['import-prices', 'nowhere.csv']);
    expect(code).toBe(2);
    expect(err).toContain('which log?');
  });
});

describe('presales import-prices --dry-run', () => {
  it(
    'shows what would become dearer, cheaper or new, and what is not in the file, and stores nothing',
    atDesk(async (desk) => {
      const { log, run } = at(desk);
      await run(march);
      const { code, out } = await run(april, '--dry-run');
      expect(code).toBe(0);
      expect(out).toBe(`3 prices in prices.csv, nothing stored

supplier  new  dearer  cheaper  unchanged  other currency  not in file
acme        1       1        0          0               0            1
globex      0       0        0          1               0            0

The biggest changes

supplier  product  valid from    from          to   change
acme      r1       2026-04-01  100.00  110.00 EUR  10.00 %
`);
      expect(await priceOf(log, 'acme', 'r1', '2026-04-01')).toEqual(money(100_00, 'EUR'));
    }),
  );

  it(
    'tells a program the same',
    atDesk(async (desk) => {
      const { run } = at(desk);
      await run(march);
      const { out } = await run(
        `${header}acme,r1,75,EUR,2026-04-01\nacme,r2,1,EUR,2026-04-01\n`,
        '--dry-run',
        '--json',
      );
      expect(JSON.parse(out)).toEqual({
        file: 'prices.csv',
        lines: 2,
        repeated: 0,
        suppliers: [
          {
            supplier: 'acme',
            new: 0,
            dearer: 0,
            cheaper: 1,
            unchanged: 0,
            otherCurrency: 1,
            notInFile: 0,
          },
        ],
        biggest: [
          {
            supplier: 'acme',
            product: 'r1',
            validFrom: '2026-04-01',
            from: { amount: '100.00', currency: 'EUR' },
            to: { amount: '75.00', currency: 'EUR' },
            percent: '-25.00',
          },
        ],
      });
    }),
  );

  it(
    'works before there is a log, and makes none',
    atDesk(async (desk) => {
      const { log, run } = at(desk);
      const { code, out } = await run(march, '--dry-run');
      expect(code).toBe(0);
      expect(out).toContain('acme        2 ');
      expect(existsSync(log.slice('sqlite:'.length))).toBe(false);
    }),
  );
});

describe('a price list of many parts', () => {
  it('holds as a whole on a server’s log as it does in a file, and a dry run compares with it', async () => {
    const server = await startEventStoreDbServer();
    try {
      await atDesk(async (desk) => {
        const lines = Array.from(
          { length: 1_200 },
          (_, n) => `acme,p${n},${n}.50,EUR,2026-03-01\n`,
        );
        const file = desk.put('long.csv', header + lines.join(''));
        const importing = (log: string, ...argv: readonly string[]) =>
          presales(['import-prices', file, '--log', log, '--list', 'long', ...argv]);
        const [onDisk, onServer] = [`sqlite:${desk.path('log.db')}`, server.connectionString()];
        for (const log of [onDisk, onServer])
          expect(await importing(log)).toEqual({
            code: 0,
            out: '1,200 prices of 1 supplier hold now\nprice list long\n',
            err: '',
          });
        const prices = (await pricesHeldIn(onServer)).productsOf('acme', '2026-03-01');
        expect(prices.size).toBe(1_200);
        expect(prices).toEqual((await pricesHeldIn(onDisk)).productsOf('acme', '2026-03-01'));
        const dry = await importing(onServer, '--dry-run', '--json');
        expect(JSON.parse(dry.out)).toMatchObject({
          suppliers: [{ supplier: 'acme', new: 0, unchanged: 1_200, notInFile: 0 }],
          biggest: [],
        });
      })();
    } finally {
      await server.stop();
    }
  });
});
