import { addDays } from '@presales/kernel';
import fc from 'fast-check';
import { conversionAt, exchangeTo } from '../src/shared/conversion.ts';
import { MissingExchangeRate } from '../src/shared/rates.ts';

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

/** What the amounts of these tests are of. */
const source = { of: 'opportunity', id: 'O-1', position: 7 } as const;

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
    expect(toEuro(123, 'EUR', '1999-01-01', source)).toBe(123));

  it('holds a rate from its day until the next one, of two for a day the later published', () => {
    expect(toEuro(100, 'USD', '2026-03-01', source)).toBe(90);
    expect(toEuro(100, 'USD', '2026-03-09', source)).toBe(90);
    expect(toEuro(100, 'USD', '2026-03-10', source)).toBe(80);
    expect(toEuro(100, 'USD', '2030-01-01', source)).toBe(80);
  });

  it('minds the minor units of each currency', () =>
    expect(toEuro(1_000, 'JPY', '2026-03-01', source)).toBe(625));

  it('makes up neither an earlier rate, nor an inverse, nor a cross rate', () => {
    expect(() => toEuro(100, 'USD', '2026-02-28', source)).toThrow(
      new MissingExchangeRate({ from: 'USD', to: 'EUR', date: '2026-02-28', source }, [
        'EUR to GBP',
        'JPY to EUR',
        'USD to EUR',
        'USD to GBP',
      ]),
    );
    expect(() => exchangeTo('EUR', [])(1, 'USD', '2026-02-28', source)).toThrow(
      /: there are none\./,
    );
    expect(() => toEuro(100, 'GBP', '2026-03-02', source)).toThrow(
      'no exchange rate from GBP to EUR is published for 2026-03-02 or before; only pairs as published are used, no inverse: there is EUR to GBP, JPY to EUR, USD to EUR, USD to GBP',
    );
  });

  it('is computed through a base that is named: turned round, or two of them as one (B33)', () => {
    const rates = [
      published('EUR', 'USD', '1.25', '2026-03-01', 1),
      published('EUR', 'CHF', '0.96', '2026-03-01', 2),
      published('JPY', 'EUR', '0.00625', '2026-03-01', 3),
      published('EUR', 'CHF', '0.90', '2026-03-10', 4),
    ];
    const conversion = conversionAt(rates, 'EUR');
    const [toEuro, toDollars, toFrancs] = ['EUR', 'USD', 'CHF'].map(conversion.into);
    // 100.00 CHF / 0.96 = 104.166….
    expect(toEuro?.(100_00, 'CHF', '2026-03-01', source)).toBe(104_17);
    expect(toEuro?.(100_00, 'CHF', '2026-03-10', source)).toBe(111_11);
    // 100.00 / 0.96 × 1.25 = 130.208…; 0.02 / 0.96 × 1.25 = 0.026…: in euro it would be 0.02 before.
    expect(toDollars?.(100_00, 'CHF', '2026-03-02', source)).toBe(130_21);
    expect(toDollars?.(2, 'CHF', '2026-03-02', source)).toBe(3);
    expect(toDollars?.(1_000, 'JPY', '2026-03-02', source)).toBe(7_81);
    expect(toDollars?.(-100_00, 'CHF', '2026-03-02', source)).toBe(-130_21);
    // As published, where it is.
    expect(toFrancs?.(100_00, 'EUR', '2026-03-02', source)).toBe(96_00);
    expect(conversion.used()).toEqual({
      via: 'EUR',
      exchangeRates: [
        {
          from: 'CHF',
          to: 'EUR',
          legs: [{ from: 'EUR', to: 'CHF', inverted: true }],
          count: 2,
          first: '2026-03-01',
          last: '2026-03-10',
        },
        {
          from: 'CHF',
          to: 'USD',
          legs: [
            { from: 'EUR', to: 'CHF', inverted: true },
            { from: 'EUR', to: 'USD', inverted: false },
          ],
          count: 1,
          first: '2026-03-01',
          last: '2026-03-01',
        },
        {
          from: 'JPY',
          to: 'USD',
          legs: [
            { from: 'JPY', to: 'EUR', inverted: false },
            { from: 'EUR', to: 'USD', inverted: false },
          ],
          count: 1,
          first: '2026-03-01',
          last: '2026-03-01',
        },
        {
          from: 'EUR',
          to: 'CHF',
          legs: [{ from: 'EUR', to: 'CHF', inverted: false }],
          count: 1,
          first: '2026-03-01',
          last: '2026-03-01',
        },
      ],
    });
  });

  it('is computed only through the base that is named, and from rates of the day or before', () => {
    const rates = [
      published('USD', 'EUR', '0.8', '2026-03-01', 1),
      published('EUR', 'CHF', '0.96', '2026-03-10', 2),
      published('USD', 'RON', '4', '2026-03-01', 3),
    ];
    const through = (via: string | undefined, to: string, from: string, on = '2026-03-10') =>
      conversionAt(rates, via).into(to)(100, from, on, source);
    expect(through('EUR', 'CHF', 'USD')).toBe(77);
    expect(() => through('EUR', 'CHF', 'USD', '2026-03-09')).toThrow(
      'no exchange rate from USD to CHF is published for 2026-03-09 or before; nor can one be computed through EUR: there is EUR to CHF, USD to EUR, USD to RON',
    );
    // Turned round is what the base is a part of, and nothing else.
    expect(through('USD', 'USD', 'RON')).toBe(25);
    expect(() => through('EUR', 'USD', 'RON')).toThrow(MissingExchangeRate);
    expect(() => through('USD', 'CHF', 'EUR', '2026-03-09')).toThrow(MissingExchangeRate);
    expect(() => through(undefined, 'EUR', 'CHF')).toThrow(MissingExchangeRate);
    expect(conversionAt(rates).used()).toEqual({});
    expect(conversionAt(rates, 'EUR').used()).toEqual({ via: 'EUR', exchangeRates: [] });
  });

  it('takes a published pair before a computed one, however old it is', () => {
    const rates = [
      published('CHF', 'USD', '2', '2026-01-01', 1),
      published('EUR', 'CHF', '1', '2026-03-01', 2),
      published('EUR', 'USD', '1', '2026-03-01', 3),
    ];
    expect(conversionAt(rates, 'EUR').into('USD')(100, 'CHF', '2026-03-02', source)).toBe(200);
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
          if (held < 0)
            expect(() => exchange(1, 'USD', date(asked), source)).toThrow(MissingExchangeRate);
          else expect(exchange(1, 'USD', date(asked), source)).toBe(held + 1);
        },
      ),
    ));
});
