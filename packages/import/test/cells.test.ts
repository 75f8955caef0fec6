import fc from 'fast-check';
import { moneyReader } from '../src/mapping/cell-readers.ts';
import { mappingDocument } from '../src/mapping/mapping-document.ts';
import { momentCells, momentReaderFor } from '../src/mapping/moment-cells.ts';
import { numberMarks } from '../src/mapping/number-marks.ts';
import { decimalOf } from '../src/mapping/number-text.ts';
import type { Source } from '../src/mapping/source.ts';
import { becomes, field, given } from './given.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR', scale: 2 });

/** What a cell becomes as an amount in euros. */
const amount = (cell: string, settings = '', currency = 'EUR'): unknown =>
  becomes(
    field('expectedValue', `{ column: cell, type: money, currency: ${currency} }`, settings),
    'expectedValue',
    cell,
  );

/** What a cell becomes as an instant, in Bucharest. */
const moment = (cell: string, reading: string, other = ''): unknown =>
  becomes(field('at', `{ column: cell, ${reading} }`, 'zone: Europe/Bucharest'), 'at', cell, other);

describe('an amount as spreadsheets write it', () => {
  it.each([
    ['numbers: { decimal: ",", group: . }', '€ 1.234,50', 123_450],
    ['numbers: { decimal: ",", group: . }', '1.234,50 €', 123_450],
    ['numbers: { decimal: ",", group: . }', '1.234,50€', 123_450],
    ['numbers: { decimal: ",", group: . }', 'EUR 1.234,50', 123_450],
    ['numbers: { group: "," }', '1,234.50 eur', 123_450],
    ['numbers: { locale: de-CH }', "1'234.50", 123_450],
    ['numbers: { locale: de-CH }', '1’234.50', 123_450],
    ['numbers: { locale: fr }', '1\u202f234,50', 123_450],
    ['numbers: { locale: fr }', '1\u00a0234,50 €', 123_450],
    ['numbers: { locale: fr }', '1 234,50', 123_450],
    ['numbers: { locale: en-IN }', '12,34,567.50', 123_456_750],
    ['numbers: { locale: en-IN }', '1,23,456.50', 12_345_650],
    // Numbers and amounts have different marks in Austria and in French Switzerland: both are read.
    ['numbers: { locale: de-AT }', '1 234,50', 123_450],
    ['numbers: { locale: de-AT }', '€ 1.234,50', 123_450],
    ['numbers: { locale: fr-CH }', '1 234,50', 123_450],
    ['numbers: { locale: fr-CH }', '1 234.50 €', 123_450],
    ['numbers: { locale: ar-EG }', '١٬٢٣٤٫٥', 123_450],
  ])('by %s %s is read', (settings, cell, minor) => {
    expect(amount(cell, settings)).toEqual(eur(minor));
  });

  it.each([
    ['numbers: { locale: en-IN }', '123,4567.50'],
    ['numbers: { locale: en }', '12,34,567.50'],
    ['numbers: { locale: en }', '1,23'],
    ['numbers: { locale: en }', '1234,567'],
    ['numbers: { locale: de }', '1234.50'],
    ['', '1,234.50'],
  ])('by %s %s is no number', (settings, cell) => {
    expect(amount(cell, settings)).toContain('expected a number such as 12');
  });

  it.each([
    '-5',
    '5-',
    '−5',
    '(5)',
    '(€5)',
    '€(5)',
    '-€5',
    '€-5',
    '€ -5',
    '5-€',
    '5 €-',
    '(5) EUR',
  ])('%s is negative', (cell) => {
    expect(decimalOf(cell, numberMarks({}), ['eur', '€'])).toBe('-5');
    // No command takes a negative value here; that it was read as one is what its refusal says.
    expect(amount(cell)).toContain('expected an amount of zero or more');
  });

  it.each(['(-5)', '--5', '-5-', '((5))', '(5', '5)', '€5€', '5 EUR €', '()', '€', '-'])(
    '%s is neither',
    (cell) => {
      expect(decimalOf(cell, numberMarks({}), ['eur', '€'])).toBeUndefined();
    },
  );

  it.each([
    ['$1,234.50', 'EUR'],
    ['1,234.50 USD', 'EUR'],
    ['CHF 5', 'EUR'],
    ['€ 5', 'USD'],
    ['5 lei', 'EUR'],
  ])('%s is no amount in %s, whose sign contradicts it', (cell, currency) => {
    expect(amount(cell, 'numbers: { group: "," }', currency)).toContain(
      cell.includes('lei')
        ? 'expected a number'
        : `expected an amount in ${currency} such as 12.5 or 1,234.5, found "${cell}"`,
    );
  });

  it.each([
    ['$5', 'USD'],
    ['US$ 5', 'USD'],
    ['$5', 'CAD'],
    ['5 lei', 'RON'],
    ['5 Lei', 'RON'],
    ['5 zł', 'PLN'],
    ['5 Kč', 'CZK'],
    ['Fr. 5', 'CHF'],
    ['5 kr.', 'DKK'],
    ['£5', 'GBP'],
    ['¥5', 'JPY'],
  ])('%s is an amount in %s', (cell, currency) => {
    expect(amount(cell, '', currency)).toMatchObject({ currency });
  });

  it('has the marks of its own source, where this has others than the mapping', () => {
    expect(
      becomes(
        field(
          'expectedValue',
          '{ column: cell, type: money, currency: EUR, numbers: { locale: de } }',
          'numbers: { locale: en }',
        ),
        'expectedValue',
        '1.234,5',
      ),
    ).toEqual(eur(123_450));
  });

  it('is read back whatever the locale wrote', () => {
    const locales = [
      'de',
      'de-AT',
      'de-CH',
      'fr',
      'fr-CH',
      'en',
      'en-IN',
      'hi',
      'ro',
      'pl',
      'sv',
      'pt-PT',
      'es',
      'bg',
      'lv',
      'fa',
      'ar-EG',
      'bn',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...locales),
        fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }),
        fc.constantFrom('EUR', 'USD', 'CHF', 'RON', 'INR'),
        fc.constantFrom('symbol', 'code', 'narrowSymbol'),
        (locale, minor, currency, currencyDisplay) => {
          const number = minor / 100;
          const seen = (text: string) => text.replaceAll(/\p{Cf}/gu, '');
          const plain = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
          expect(Number(decimalOf(seen(plain.format(number)), numberMarks({ locale }))) + 0).toBe(
            number + 0,
          );
          const money = new Intl.NumberFormat(locale, {
            style: 'currency',
            currency,
            currencyDisplay,
            currencySign: minor % 2 === 0 ? 'standard' : 'accounting',
          });
          expect(
            moneyReader(numberMarks({ locale }))(seen(money.format(number)), currency),
          ).toEqual({ amount: minor + 0, currency, scale: 2 });
        },
      ),
    );
  });
});

describe('a percentage', () => {
  const probability = (cell: string, settings = '') => {
    const row = given({
      columns: ['id', 'cell'],
      mapping: `${settings}
rows:
  - command: SetProbability
    fields: { opportunityId: { column: id }, probability: { column: cell, type: percent }, at: 2024-01-01 }
`,
    }).row('D', cell);
    return typeof row === 'string'
      ? row
      : new Map(Object.entries(row[0]?.data ?? {})).get('probability');
  };
  const discount = (cell: string) => {
    const row = given({
      columns: ['cell'],
      mapping: `
numbers: { locale: de }
rows:
  - command: DiscountQuotation
    fields: { quotationId: Q, discount.kind: percent, discount.rate: { column: cell, type: percent }, at: 2024-01-01 }
`,
    }).row(cell);
    return typeof row === 'string' ? row : row[0]?.data;
  };

  it('is read with its sign or without, in the unit of its field', () => {
    for (const cell of ['12', '12%', '12 %', '%12']) expect(probability(cell)).toBe(12);
    expect(discount('12,5 %')).toMatchObject({ discount: { rate: 1_250 } });
    expect(discount('8,3333 %')).toMatchObject({ discount: { rate: 833.33 } });
    expect(discount('0,07')).toMatchObject({ discount: { rate: 7 } });
  });

  it('that is finer or more than the field takes is refused', () => {
    expect(probability('12.5 %')).toContain('SetProbability.probability: column cell');
    expect(probability('101 %')).toContain('SetProbability.probability: column cell');
    expect(probability('a tenth')).toContain(
      'expected a number such as 12.5, with a percent sign or without, found "a tenth"',
    );
  });

  it('as a decimal is the part of one, or the percents where the field counts these', () => {
    const rate = (cell: string) => {
      const row = given({
        columns: ['cell'],
        mapping:
          'rows: [{ command: PublishExchangeRate, fields: { from: USD, to: EUR, rate: { column: cell, type: percent }, rateDate: 2024-01-01, source: bank, at: 2024-01-01 } }]',
      }).row(cell);
      return typeof row === 'string' ? row : row[0]?.data;
    };
    expect(rate('92.5 %')).toMatchObject({ rate: '0.925' });
    expect(rate('100 %')).toMatchObject({ rate: '1' });
    expect(rate('2000')).toMatchObject({ rate: '20' });
  });

  it('may be a part of one instead, as workbooks keep it', () => {
    const share = (cell: string) => {
      const row = given({
        columns: ['cell'],
        mapping:
          'rows: [{ command: DiscountQuotation, fields: { quotationId: Q, discount.kind: percent, discount.rate: { column: cell, type: part }, at: 2024-01-01 } }]',
      }).row(cell);
      return typeof row === 'string' ? row : row[0]?.data;
    };
    for (const cell of ['0.125', '12.5 %'])
      expect(share(cell)).toMatchObject({ discount: { rate: 1_250 } });
    expect(share('1')).toMatchObject({ discount: { rate: 10_000 } });
    expect(share('0.083333')).toMatchObject({ discount: { rate: 833.33 } });
    expect(share('x')).toContain('with a percent sign or without');
  });

  it('does not fit a field that counts', () => {
    expect(() =>
      given({
        columns: ['cell'],
        mapping:
          'rows: [{ command: AcceptQuotation, fields: { quotationId: Q, version: { column: cell, type: percent }, at: 2024-01-01 } }]',
      }),
    ).toThrow('percent does not fit here: the field holds a count');
  });
});

describe('yes and no', () => {
  const followUp = (cell: string, words = '') => {
    const row = given({
      columns: ['cell'],
      mapping: `
rows:
  - command: RegisterParty
    fields:
      partyId: P
      details.kind: organisation
      details.name: P
      existingCustomer: { column: cell${words} }
      at: 2024-01-01
`,
    }).row(cell);
    return typeof row === 'string'
      ? row
      : new Map(Object.entries(row[0]?.data ?? {})).get('existingCustomer');
  };

  it('are read in words, in any letters', () => {
    for (const cell of ['yes', 'Y', 'TRUE', '1']) expect(followUp(cell)).toBe(true);
    for (const cell of ['No', 'n', 'False', '0']) expect(followUp(cell)).toBe(false);
    expect(followUp('')).toBeUndefined();
    expect(followUp('perhaps')).toContain(
      'expected yes, y, true, 1 for yes, or no, n, false, 0 for no, found "perhaps"',
    );
  });

  it('may have words of their own', () => {
    const words = ', type: boolean, yes: [Ja, x], no: [Nein]';
    expect(followUp('ja', words)).toBe(true);
    expect(followUp('X', words)).toBe(true);
    expect(followUp('NEIN', words)).toBe(false);
    for (const cell of ['yes', 'no', '0'])
      expect(followUp(cell, words)).toContain('expected Ja, x');
  });

  it('cannot both be one word', () => {
    expect(() => followUp('', ', yes: [x], no: [X]')).toThrow('x cannot mean yes and no');
  });
});

describe('a date as spreadsheets write it', () => {
  it.each([
    ['d/M/yy', '5/3/24', '2024-03-04T22:00:00.000Z'],
    ['d/M/yy', '5/3/69', '2069-03-04T22:00:00.000Z'],
    ['d/M/yy', '5/3/70', '1970-03-04T22:00:00.000Z'],
    ['d/M/yy, pivot: 30', '5/3/29', '2029-03-04T22:00:00.000Z'],
    ['d/M/yy, pivot: 30', '5/3/30', '1930-03-04T22:15:36.000Z'],
    ['dd-MMM-yyyy, language: en', '05-Mar-2024', '2024-03-04T22:00:00.000Z'],
    ['dd-MMM-yyyy, language: en', '05-MARCH-2024', '2024-03-04T22:00:00.000Z'],
    ['d. MMMM yyyy, language: de', '5. März 2024', '2024-03-04T22:00:00.000Z'],
    ['dd-MMM-yy, language: de', '05-Mrz-24', '2024-03-04T22:00:00.000Z'],
    ['"MMM d, yyyy", language: en', 'Sept. 5, 2024', '2024-09-04T21:00:00.000Z'],
    ["\"d 'de' MMMM 'de' yyyy\", language: es", '5 de marzo de 2024', '2024-03-04T22:00:00.000Z'],
    ['d MMM yyyy, language: fr', '5 déc 2024', '2024-12-04T22:00:00.000Z'],
    ['d MMMM yyyy, language: pl', '5 marca 2024', '2024-03-04T22:00:00.000Z'],
    ['yyyy年M月d日', '2024年3月5日', '2024-03-04T22:00:00.000Z'],
    ['M/d/yyyy h:mm a', '3/5/2024 3:05\u202fp.m.', '2024-03-05T13:05:00.000Z'],
    ['excel', '45356', '2024-03-04T22:00:00.000Z'],
    ['excel', '45356.4270833333', '2024-03-05T08:15:00.000Z'],
    ['excel', '45356.427083333336', '2024-03-05T08:15:00.000Z'],
    ['excel', '45356.9999999999', '2024-03-05T21:59:59.999Z'],
    ['excel', '1', '1899-12-31T22:15:36.000Z'],
    ['excel', '59', '1900-02-27T22:15:36.000Z'],
    ['excel', '61', '1900-02-28T22:15:36.000Z'],
    ['excel-1904', '43894', '2024-03-04T22:00:00.000Z'],
    ['epoch-seconds', '1709600000', '2024-03-05T00:53:20.000Z'],
    ['epoch-seconds', '1709600000.25', '2024-03-05T00:53:20.250Z'],
    ['epoch-milliseconds', '1709600000000', '2024-03-05T00:53:20.000Z'],
    ['[iso, dd.MM.yyyy, excel]', '2024-03-05', '2024-03-04T22:00:00.000Z'],
    ['[iso, dd.MM.yyyy, excel]', '05.03.2024', '2024-03-04T22:00:00.000Z'],
    ['[iso, dd.MM.yyyy, excel]', '45356', '2024-03-04T22:00:00.000Z'],
    // What fits several formats is what the first of them says.
    ['[d/M/yyyy, M/d/yyyy]', '3/4/2024', '2024-04-02T21:00:00.000Z'],
    ['[d/M/yyyy, M/d/yyyy]', '3/14/2024', '2024-03-13T22:00:00.000Z'],
  ])('format: %s reads %s', (format, cell, instant) => {
    expect(moment(cell, `format: ${format}`)).toBe(instant);
  });

  it.each([
    ['d/M/yy', '5/3/2024'],
    ['dd-MMM-yyyy, language: en', '05-Mrz-2024'],
    ['dd-MMM-yyyy, language: en', '05-Ju-2024'],
    ['d MMM yyyy, language: fr', '5 jui 2024'],
    ['excel', '60'],
    ['excel', '0'],
    ['excel', '-1'],
    ['excel', '2958466'],
    ['excel', '2024-03-05'],
    ['excel-1904', '2957004'],
    ['epoch-seconds', '2024-03-05'],
    ['epoch-milliseconds', '9999999999999999'],
    ['epoch-seconds', '-99999999999'],
  ])('format: %s does not read %s', (format, cell) => {
    expect(moment(cell, `format: ${format}`)).toContain(
      'expected a date or date-time in the format',
    );
  });

  it('says all the formats that it was tried in', () => {
    expect(moment('5.3.24', 'format: [iso, dd.MM.yyyy]')).toContain(
      'expected a date or date-time in one of the formats ISO 8601, dd.MM.yyyy, found "5.3.24"',
    );
  });

  it.each([
    ['format: dd-MMM-yyyy', 'expected a language beside month names'],
    ['format: yyyy-MMM-dd, language: ja', 'months have no names in ja'],
    ['format: dd.MM.yyyy, language: de', 'expected a format with MMM beside it'],
    ['format: dd.MM.yyyy, pivot: 30', 'expected a format with yy beside it'],
    ['pivot: 30', 'expected a format with yy beside it'],
    ['format: dd.MM.yy yyyy', 'expected year, month and day, each once'],
    ['format: d MMM MM yyyy, language: en', 'expected year, month and day, each once'],
    ['format: [iso, monday]', 'fields.at.format[1]: expected year, month and day'],
    ['format: dd-MMM-yyyy, language: klingon', 'expected a language or locale such as de'],
    ['type: date, time: ignore', 'expected it beside dates that have a time'],
    ['yes: [x]', 'yes does not fit here'],
  ])('%s is a mistake', (reading, message) => {
    expect(() => moment('', reading)).toThrow(message);
  });

  it('without its time is the day that it was in the zone', () => {
    expect(moment('2024-03-05T10:15:00Z', 'time: ignore')).toBe('2024-03-04T22:00:00.000Z');
    expect(moment('2024-03-05T22:15:00Z', 'time: ignore')).toBe('2024-03-05T22:00:00.000Z');
    expect(moment('2024-03-05', 'time: ignore')).toBe('2024-03-04T22:00:00.000Z');
  });

  it('is read back whatever the language wrote', () => {
    const languages = [
      'de',
      'en',
      'fr',
      'ro',
      'es',
      'it',
      'pl',
      'cs',
      'ru',
      'fi',
      'el',
      'sv',
      'tr',
      'uk',
    ];
    const document = mappingDocument('m', 'name: m\nrows: [{ command: X, fields: {} }]');
    const scope = { document, file: 'f', columns: new Map(), joined: new Map() };
    fc.assert(
      fc.property(
        fc.constantFrom(...languages),
        fc.constantFrom('short' as const, 'long' as const),
        fc.date({
          min: new Date('1970-01-01'),
          max: new Date('2069-12-31'),
          noInvalidDate: true,
        }),
        (language, month, date) => {
          const parts = new Intl.DateTimeFormat(language, {
            day: 'numeric',
            month,
            year: 'numeric',
            timeZone: 'UTC',
          }).formatToParts(date);
          const name = parts.find(({ type }) => type === 'month')?.value ?? '';
          const pattern = { day: 'd', month: /\d/.test(name) ? 'M' : 'MMM', year: 'yyyy' };
          const format = parts
            .map(({ type, value }) =>
              type === 'day' || type === 'month' || type === 'year' ? pattern[type] : `'${value}'`,
            )
            .join('');
          const source: Source = { format, ...(format.includes('MMM') && { language }) };
          const read = momentReaderFor(momentCells(source, [], scope, numberMarks({})), {
            as: 'date',
            cutTime: false,
            day: 'start',
            shift: undefined,
            notBefore: undefined,
          });
          expect(read(parts.map(({ value }) => value).join(''), [])).toEqual({
            value: date.toISOString().slice(0, 10),
          });
        },
      ),
    );
  });
});
