import { supplierPrices } from '@presales/domain/price-list';
import { hasCode, money } from '@presales/kernel';
import {
  importPriceList,
  type PriceListFile,
  priceChanges,
  pricesIn,
  readPriceList,
} from '../src/index.ts';
import { atDesk, type Desk } from './desk.ts';

/** So many prices of one supplier, as a file has them. */
const fileOf = async (desk: Desk, count: number): Promise<PriceListFile> =>
  readPriceList({
    input: desk.put(
      'long.csv',
      'supplier,product,price,currency,valid from\n' +
        Array.from({ length: count }, (_, n) => `acme,p${n},${n}.50,EUR,2026-03-01\n`).join(''),
    ),
    format: { delimiter: ',', encoding: 'utf-8' },
    numbers: { decimal: '.' },
    choices: {},
  });

describe('an import of prices that is interrupted', () => {
  it(
    'leaves no price that holds, and goes on when it is run again',
    atDesk(async (desk) => {
      const file = await fileOf(desk, 2_001);
      const stop = new AbortController();
      const done: number[] = [];
      const interrupted = await importPriceList(desk.presales, file, {
        signal: stop.signal,
        onPart: (part, parts) => {
          done.push(part, parts);
          if (part === 2) stop.abort();
        },
      }).catch((error: unknown) => error);
      expect(hasCode(interrupted, 'interrupted')).toBe(true);
      expect(done).toEqual([0, 5, 1, 5, 2, 5]);
      const priced = async () =>
        (await pricesIn(desk.presales.log)).productsOf('acme', '2026-03-01').size;
      expect(await priced()).toBe(0);

      expect(await importPriceList(desk.presales, file, {})).toMatchObject({ events: 3 });
      expect(await priced()).toBe(2_001);
      expect(await importPriceList(desk.presales, file, {})).toMatchObject({ events: 0 });
    }),
  );

  it(
    'never shares the name of another list',
    atDesk(async (desk) => {
      const other = { code: 'import/other-price-list' };
      const list = 'acme 2026';
      await importPriceList(desk.presales, await fileOf(desk, 3), { list });
      const longer = await fileOf(desk, 4);
      await expect(importPriceList(desk.presales, longer, { list })).rejects.toMatchObject(other);
      const same = await fileOf(desk, 3);
      await expect(
        importPriceList(desk.presales, same, { list, validUntil: '2026-12-31' }),
      ).rejects.toMatchObject(other);
      await desk.presales.priceList({
        type: 'WithdrawPriceList',
        data: { priceListId: list, reason: 'Last year’s' },
      });
      await expect(importPriceList(desk.presales, same, { list })).rejects.toMatchObject({
        ...other,
        message: 'price list acme 2026: it was withdrawn; give the prices another name with --list',
      });
    }),
  );
});

describe('what an import would change', () => {
  it(
    'is told by how much, the largest first, from nothing before all',
    atDesk(async (desk) => {
      const file = await fileOf(desk, 4);
      const euros = (amount: number) => money(amount, 'EUR');
      const prices = supplierPrices([
        {
          status: 'published',
          header: { priceListId: 'x', source: 'x', lines: 3, parts: 1 },
          parts: [
            {
              priceListId: 'x',
              part: 1,
              supplierId: 'acme',
              lines: [
                { productId: 'p1', price: euros(1_00), validFrom: '2026-01-01' },
                { productId: 'p2', price: euros(10_00), validFrom: '2026-01-01' },
                { productId: 'p3', price: euros(0), validFrom: '2026-01-01' },
                { productId: 'p9', price: euros(1), validFrom: '2026-03-02' },
              ],
            },
          ],
        },
      ]);
      const { suppliers, biggest } = priceChanges(file, prices, 2);
      expect(suppliers).toEqual([
        {
          supplier: 'acme',
          new: 1,
          dearer: 2,
          cheaper: 1,
          unchanged: 0,
          otherCurrency: 0,
          notInFile: 0,
        },
      ]);
      expect(biggest.map(({ product, percent }) => [product, percent])).toEqual([
        ['p3', undefined],
        ['p2', '-75.00'],
      ]);
    }),
  );
});
