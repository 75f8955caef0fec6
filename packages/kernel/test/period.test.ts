import {
  addDays,
  type BusinessCalendar,
  daysBetween,
  instant,
  intervalOf,
  type Period,
  type PeriodUnit,
  parsePeriod,
  periodOf,
  periodsBetween,
} from '@presales/kernel';
import fc from 'fast-check';

const plain: BusinessCalendar = { zone: 'UTC', fiscalYearStart: 1 };
const april: BusinessCalendar = { zone: 'UTC', fiscalYearStart: 4 };

const unit = fc.constantFrom<PeriodUnit>('day', 'month', 'quarter', 'year');
const calendar = fc.record({
  zone: fc.constantFrom('UTC', 'Europe/Bucharest', 'America/Sao_Paulo', 'Pacific/Apia'),
  fiscalYearStart: fc.integer({ min: 1, max: 12 }),
});
const date = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 86_400_000, max: Date.UTC(2040, 0, 1) / 86_400_000 })
  .map((day) => instant(day * 86_400_000).slice(0, 10));
const text = ({ label, start, end }: Period) => `${label}: ${start} ${end}`;

describe('the period that a day falls in', () => {
  it('is of the calendar year when the fiscal year begins in January', () =>
    expect(
      (['day', 'month', 'quarter', 'year'] as const).map((each) =>
        text(periodOf('2017-12-31', each, plain)),
      ),
    ).toEqual([
      '2017-12-31: 2017-12-31 2018-01-01',
      '2017-12: 2017-12-01 2018-01-01',
      '2017-Q4: 2017-10-01 2018-01-01',
      '2017: 2017-01-01 2018-01-01',
    ]));

  it('is named by the year that the fiscal year ends in', () => {
    const of = (day: string, each: PeriodUnit) => text(periodOf(day, each, april));
    expect(of('2016-04-01', 'year')).toBe('2017: 2016-04-01 2017-04-01');
    expect(of('2017-03-31', 'year')).toBe('2017: 2016-04-01 2017-04-01');
    expect(of('2017-04-01', 'year')).toBe('2018: 2017-04-01 2018-04-01');
    expect(of('2017-03-31', 'quarter')).toBe('2017-Q4: 2017-01-01 2017-04-01');
    expect(of('2017-04-01', 'quarter')).toBe('2018-Q1: 2017-04-01 2017-07-01');
    expect(of('2017-05-17', 'month')).toBe('2017-05: 2017-05-01 2017-06-01');
  });

  it('holds the day, in any calendar, and is found again by its name', () =>
    fc.assert(
      fc.property(date, unit, calendar, (day, each, where) => {
        const period = periodOf(day, each, where);
        expect(period.start <= day && day < period.end).toBe(true);
        expect(parsePeriod(period.label, where)).toEqual(period);
        expect(periodOf(period.start, each, where)).toEqual(period);
        expect(periodOf(addDays(period.end, -1), each, where)).toEqual(period);
      }),
    ));
});

describe('periods', () => {
  it('tile a year without gap or overlap, in any zone', () =>
    fc.assert(
      fc.property(date, unit, calendar, (day, each, where) => {
        const year = periodOf(day, 'year', where);
        const parts = periodsBetween(year.start, year.end, each, where);
        const days = daysBetween(year.start, year.end);
        expect(parts).toHaveLength({ day: days, month: 12, quarter: 4, year: 1 }[each]);
        expect(parts[0]?.start).toBe(year.start);
        expect(parts.at(-1)?.end).toBe(year.end);
        parts.slice(1).forEach((part, index) => {
          expect(part.start).toBe(parts[index]?.end);
        });
        // Seven instants of the year, each in exactly one part.
        const whole = intervalOf(year, where.zone);
        const intervals = parts.map((part) => intervalOf(part, where.zone));
        for (let at = 0; at < 7; at++) {
          const [from, to] = [Date.parse(whole.start), Date.parse(whole.end)];
          const moment = instant(from + Math.floor(((to - from) * at) / 7));
          const holding = intervals.filter(({ start, end }) => start <= moment && moment < end);
          expect(holding).toHaveLength(1);
        }
      }),
      { numRuns: 40 },
    ));

  it('between two days begin with the one that holds the first day', () => {
    expect(
      periodsBetween('2017-02-15', '2017-04-01', 'month', plain).map(({ label }) => label),
    ).toEqual(['2017-02', '2017-03']);
    expect(
      periodsBetween('2017-02-15', '2017-04-02', 'quarter', plain).map(({ label }) => label),
    ).toEqual(['2017-Q1', '2017-Q2']);
    expect(periodsBetween('2017-02-15', '2017-02-15', 'day', plain)).toEqual([]);
    expect(periodsBetween('9998-12-31', '9999-12-31', 'year', plain).map(text)).toEqual([
      '9998: 9998-01-01 9999-01-01',
      '9999: 9999-01-01 9999-12-31',
    ]);
  });

  it('are read from what people write', () => {
    expect(text(parsePeriod('2017', plain))).toBe('2017: 2017-01-01 2018-01-01');
    expect(text(parsePeriod('2017-Q2', plain))).toBe('2017-Q2: 2017-04-01 2017-07-01');
    expect(text(parsePeriod('2017-02', plain))).toBe('2017-02: 2017-02-01 2017-03-01');
    expect(text(parsePeriod('2016-02-29', plain))).toBe('2016-02-29: 2016-02-29 2016-03-01');
    expect(text(parsePeriod('2017-01-15..2017-01-16', plain))).toBe(
      '2017-01-15..2017-01-16: 2017-01-15 2017-01-16',
    );
    expect(text(parsePeriod('2017', april))).toBe('2017: 2016-04-01 2017-04-01');
    expect(text(parsePeriod('2017-Q4', april))).toBe('2017-Q4: 2017-01-01 2017-04-01');
  });

  it.each([
    '',
    '17',
    '2017-Q0',
    '2017-Q5',
    '2017-13',
    '2017-00',
    '2017-02-29',
    '2017-1',
    '2017-q1',
    '2017-01-01..',
    '2017-01..2017-02',
    '2017-02-30..2017-03-01',
    '2017-01-01...2017-02-01',
    ' 2017',
  ])('are not read from %j', (wrong) =>
    expect(() => parsePeriod(wrong, plain)).toThrow(
      `period ${JSON.stringify(wrong)}: expected 2017, 2017-Q1, 2017-03, 2017-03-31 or 2017-01-01..2017-04-01`,
    ),
  );

  it.each(['2017-01-01..2017-01-01', '2017-02-01..2017-01-01'])(
    'do not end before they begin: %s',
    (wrong) =>
      expect(() => parsePeriod(wrong, plain)).toThrow(
        'expected the end, which is not included, after',
      ),
  );
});
