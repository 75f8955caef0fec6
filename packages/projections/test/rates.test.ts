import { addDays } from '@presales/kernel';
import fc from 'fast-check';
import { exchangeTo, MissingExchangeRate } from '../src/shared/rates.ts';

const published = (from: string, to: string, rate: string, rateDate: string, position: number) => ({
  fact: `${position}`,
  occurred_at: '2026-01-01T00:00:00.000Z',
  recorded_at: '2026-01-01T00:00:00.000Z',
  position,
  from_currency: from,
  to_currency: to,
  rate,
  rate_date: rateDate,
});

describe('an exchange into one currency', () => {
  const toEuro = exchangeTo('EUR', [
    published('USD', 'EUR', '0.8', '2026-03-10', 3),
    published('USD', 'EUR', '0.9', '2026-03-01', 1),
    published('USD', 'EUR', '0.7', '2026-03-10', 2),
    published('JPY', 'EUR', '0.00625', '2026-03-01', 4),
    published('EUR', 'GBP', '0.5', '2026-03-01', 5),
    published('USD', 'GBP', '0.4', '2026-03-01', 6),
  ]);

  it('leaves the currency itself alone, without any rate', () =>
    expect(toEuro(123, 'EUR', '1999-01-01')).toBe(123));

  it('holds a rate from its day until the next one, of two for a day the later published', () => {
    expect(toEuro(100, 'USD', '2026-03-01')).toBe(90);
    expect(toEuro(100, 'USD', '2026-03-09')).toBe(90);
    expect(toEuro(100, 'USD', '2026-03-10')).toBe(80);
    expect(toEuro(100, 'USD', '2030-01-01')).toBe(80);
  });

  it('minds the minor units of each currency', () =>
    expect(toEuro(1_000, 'JPY', '2026-03-01')).toBe(625));

  it('makes up neither an earlier rate, nor an inverse, nor a cross rate', () => {
    expect(() => toEuro(100, 'USD', '2026-02-28')).toThrow(
      new MissingExchangeRate('USD', 'EUR', '2026-02-28', [
        'EUR to GBP',
        'JPY to EUR',
        'USD to EUR',
        'USD to GBP',
      ]),
    );
    expect(() => exchangeTo('EUR', [])(1, 'USD', '2026-02-28')).toThrow(/: there are none$/);
    expect(() => toEuro(100, 'GBP', '2026-03-02')).toThrow(
      'no exchange rate from GBP to EUR is published for 2026-03-02 or before; only pairs as published are used, no inverse: there is EUR to GBP, JPY to EUR, USD to EUR, USD to GBP',
    );
  });

  it('finds, among many rates, the last one of the day or before', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 60 }),
        (days, asked) => {
          const date = (day: number) => addDays('2026-01-01', day);
          const exchange = exchangeTo(
            'EUR',
            days.map((day, position) => published('USD', 'EUR', `${day + 1}`, date(day), position)),
          );
          const held = Math.max(...days.filter((day) => day <= asked));
          if (held < 0) expect(() => exchange(1, 'USD', date(asked))).toThrow(MissingExchangeRate);
          else expect(exchange(1, 'USD', date(asked))).toBe(held + 1);
        },
      ),
    ));
});
