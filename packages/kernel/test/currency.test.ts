import { CurrencyCode, currencyCodes, exponentOf, parse } from '@presales/kernel';
import * as dinero from 'dinero.js/currencies';

describe('a currency', () => {
  it('has the decimal places of its minor unit', () => {
    const places = [
      'EUR',
      'USD',
      'JPY',
      'KRW',
      'ISK',
      'HUF',
      'RSD',
      'BHD',
      'TND',
      'CLP',
      'XOF',
      'MRU',
      'CLF',
      'UYW',
      'UYI',
      'CHE',
    ];
    expect(places.map((code) => `${code} ${exponentOf(code)}`)).toEqual([
      'EUR 2',
      'USD 2',
      'JPY 0',
      'KRW 0',
      'ISK 0',
      'HUF 2',
      'RSD 2',
      'BHD 3',
      'TND 3',
      'CLP 0',
      'XOF 0',
      'MRU 2',
      'CLF 4',
      'UYW 4',
      'UYI 0',
      'CHE 2',
    ]);
  });

  it('stands once in the table, in three capital letters', () => {
    expect(new Set(currencyCodes).size).toBe(currencyCodes.length);
    expect(currencyCodes.filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([]);
    expect(currencyCodes).toEqual([...currencyCodes].sort());
    expect(currencyCodes.length).toBeGreaterThanOrEqual(165);
  });

  it('has the same decimal places in an independent table, where that has it', () => {
    // Ariary and ouguiya divide by five there; ISO 4217 gives both two decimal places.
    const others = Object.values(dinero).filter(
      ({ code, base }) => currencyCodes.includes(code) && base === 10,
    );
    expect(others.length).toBeGreaterThan(140);
    expect(
      others.filter(({ code, exponent }) => exponentOf(code) !== exponent).map(({ code }) => code),
    ).toEqual([]);
  });

  it('that an independent table knows in use is known here, but for metals, bonds and test codes', () => {
    const notMoney = /^X(AD|AG|AU|BA|BB|BC|BD|DR|PD|PT|SU|TS|UA|XX)$/;
    expect(
      Object.keys(dinero).filter((code) => !currencyCodes.includes(code) && !notMoney.test(code)),
    ).toEqual([]);
  });

  it.each(['EURO', 'eur', 'XXX', 'XAU', 'XDR', '', ' EUR'])('%j is none', (code) => {
    expect(() => parse(CurrencyCode, code, 'currency')).toThrow(
      'currency: expected an ISO 4217 currency code such as "EUR"',
    );
    expect(() => exponentOf(code)).toThrow(expect.objectContaining({ code: 'input/invalid' }));
  });
});
