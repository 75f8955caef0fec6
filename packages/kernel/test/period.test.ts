import {
  addDays,
  BusinessCalendar,
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
import { Temporal } from 'temporal-polyfill';

const plain: BusinessCalendar = { zone: 'UTC', fiscalYearStart: 1 };
const april: BusinessCalendar = { zone: 'UTC', fiscalYearStart: 4 };

/** The fiscal year of British taxes. */
const british: BusinessCalendar = {
  zone: 'Europe/London',
  fiscalYearStart: 4,
  fiscalYearStartDay: 6,
};

const units = ['day', 'week', 'month', 'quarter', 'half', 'year'] as const;
const unit = fc.constantFrom<PeriodUnit>(...units);
const calendar = fc
  .record(
    {
      zone: fc.constantFrom('UTC', 'Europe/Bucharest', 'America/Sao_Paulo', 'Pacific/Apia'),
      fiscalYearStart: fc.integer({ min: 1, max: 12 }),
      fiscalYearStartDay: fc.integer({ min: 1, max: 31 }),
      fiscalYearNamedBy: fc.constantFrom('start' as const, 'end' as const),
    },
    { requiredKeys: ['zone', 'fiscalYearStart'] },
  )
  .filter((each) => BusinessCalendar.safeParse(each).success);
const date = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 86_400_000, max: Date.UTC(2040, 0, 1) / 86_400_000 })
  .map((day) => instant(day * 86_400_000).slice(0, 10));
const text = ({ label, start, end }: Period) => `${label}: ${start} ${end}`;

describe('the period that a day falls in', () => {
  it('is of the calendar year when the fiscal year begins in January', () =>
    expect(units.map((each) => text(periodOf('2017-12-31', each, plain)))).toEqual([
      '2017-12-31: 2017-12-31 2018-01-01',
      '2017-W52: 2017-12-25 2018-01-01',
      '2017-12: 2017-12-01 2018-01-01',
      '2017-Q4: 2017-10-01 2018-01-01',
      '2017-H2: 2017-07-01 2018-01-01',
      '2017: 2017-01-01 2018-01-01',
    ]));

  it('is named by the year that the fiscal year ends in', () => {
    const of = (day: string, each: PeriodUnit) => text(periodOf(day, each, april));
    expect(of('2016-04-01', 'year')).toBe('2017: 2016-04-01 2017-04-01');
    expect(of('2017-03-31', 'year')).toBe('2017: 2016-04-01 2017-04-01');
    expect(of('2017-04-01', 'year')).toBe('2018: 2017-04-01 2018-04-01');
    expect(of('2017-03-31', 'quarter')).toBe('2017-Q4: 2017-01-01 2017-04-01');
    expect(of('2017-04-01', 'quarter')).toBe('2018-Q1: 2017-04-01 2017-07-01');
    expect(of('2017-03-31', 'half')).toBe('2017-H2: 2016-10-01 2017-04-01');
    expect(of('2017-05-17', 'month')).toBe('2017-05: 2017-05-01 2017-06-01');
  });

  it('is named by the year that the fiscal year begins in, where a business does so', () => {
    const named: BusinessCalendar = { ...april, fiscalYearNamedBy: 'start' };
    const of = (day: string, each: PeriodUnit) => text(periodOf(day, each, named));
    expect(of('2016-04-01', 'year')).toBe('2016: 2016-04-01 2017-04-01');
    expect(of('2017-03-31', 'quarter')).toBe('2016-Q4: 2017-01-01 2017-04-01');
    expect(of('2017-03-31', 'half')).toBe('2016-H2: 2016-10-01 2017-04-01');
    for (const fiscalYearNamedBy of ['start', 'end'] as const)
      expect(text(periodOf('2017-03-31', 'year', { ...plain, fiscalYearNamedBy }))).toBe(
        '2017: 2017-01-01 2018-01-01',
      );
  });

  it('may be of a fiscal year that begins within a month, as on 6 April', () => {
    const of = (day: string, each: PeriodUnit) => text(periodOf(day, each, british));
    expect(of('2026-04-05', 'year')).toBe('2026: 2025-04-06 2026-04-06');
    expect(of('2026-04-06', 'year')).toBe('2027: 2026-04-06 2027-04-06');
    expect(of('2026-07-05', 'quarter')).toBe('2027-Q1: 2026-04-06 2026-07-06');
    expect(of('2026-07-06', 'quarter')).toBe('2027-Q2: 2026-07-06 2026-10-06');
    expect(of('2026-10-05', 'half')).toBe('2027-H1: 2026-04-06 2026-10-06');
    expect(of('2026-04-06', 'month')).toBe('2026-04: 2026-04-01 2026-05-01');
  });

  // The last day is what names it: this year ends on New Year's Day.
  it('is of the year after, where a fiscal year begins on 2 January', () => {
    const second: BusinessCalendar = { ...plain, fiscalYearStartDay: 2 };
    expect(text(periodOf('2026-01-02', 'year', second))).toBe('2027: 2026-01-02 2027-01-02');
    expect(text(periodOf('2026-01-01', 'year', second))).toBe('2026: 2025-01-02 2026-01-02');
  });

  it('ends on the last day of a month that is shorter than the one it is counted from', () => {
    const august: BusinessCalendar = { ...plain, fiscalYearStart: 8, fiscalYearStartDay: 31 };
    const year = periodOf('2023-09-01', 'year', august);
    expect(
      periodsBetween(year.start, year.end, 'quarter', august).map(({ start }) => start),
    ).toEqual(['2023-08-31', '2023-11-30', '2024-02-29', '2024-05-31']);
  });

  it.each([
    ['2026-12-31', '2026-W53: 2026-12-28 2027-01-04'],
    ['2027-01-03', '2026-W53: 2026-12-28 2027-01-04'],
    ['2027-01-04', '2027-W01: 2027-01-04 2027-01-11'],
    ['2024-12-30', '2025-W01: 2024-12-30 2025-01-06'],
    ['2023-01-01', '2022-W52: 2022-12-26 2023-01-02'],
    ['2020-12-31', '2020-W53: 2020-12-28 2021-01-04'],
  ])('is a week across the turn of the year: %s', (day, expected) =>
    expect(text(periodOf(day, 'week', plain))).toBe(expected),
  );

  it('is the week that ISO 8601 has, whatever the fiscal year', () =>
    fc.assert(
      fc.property(date, calendar, (day, where) => {
        const { weekOfYear, yearOfWeek, dayOfWeek } = Temporal.PlainDate.from(day);
        const { label, start } = periodOf(day, 'week', where);
        expect(label).toBe(`${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`);
        expect(start).toBe(addDays(day, 1 - dayOfWeek));
      }),
    ));

  it('begins and ends where the fiscal year does, and is named by its first or its last day', () =>
    fc.assert(
      fc.property(date, calendar, (day, where) => {
        const { label, start, end } = periodOf(day, 'year', where);
        const named = where.fiscalYearNamedBy === 'start' ? start : addDays(end, -1);
        expect(label).toBe(named.slice(0, 4));
        const { fiscalYearStart: month, fiscalYearStartDay: first = 1 } = where;
        expect([start.slice(5), end.slice(5)]).toEqual(
          Array.from({ length: 2 }, () =>
            [month, first].map((number) => String(number).padStart(2, '0')).join('-'),
          ),
        );
      }),
    ));

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
        // Weeks and calendar months go over the ends of a year that does not begin with one.
        const whole = each !== 'week' && (each !== 'month' || year.start.endsWith('-01'));
        if (whole)
          expect(parts).toHaveLength(
            { day: days, week: 53, month: 12, quarter: 4, half: 2, year: 1 }[each],
          );
        expect(parts[0]?.start).toBe(whole ? year.start : periodOf(year.start, each, where).start);
        expect((parts.at(-1)?.end ?? '') >= year.end).toBe(true);
        if (whole) expect(parts.at(-1)?.end).toBe(year.end);
        parts.slice(1).forEach((part, index) => {
          expect(part.start).toBe(parts[index]?.end);
        });
        // Seven instants of the year, each in exactly one part.
        const held = intervalOf(year, where.zone);
        const intervals = parts.map((part) => intervalOf(part, where.zone));
        for (let at = 0; at < 7; at++) {
          const [from, to] = [Date.parse(held.start), Date.parse(held.end)];
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
    expect(text(parsePeriod('2017-H2', plain))).toBe('2017-H2: 2017-07-01 2018-01-01');
    expect(text(parsePeriod('2017-W01', plain))).toBe('2017-W01: 2017-01-02 2017-01-09');
    expect(text(parsePeriod('2026-W53', plain))).toBe('2026-W53: 2026-12-28 2027-01-04');
    expect(text(parsePeriod('2026', british))).toBe('2026: 2025-04-06 2026-04-06');
    expect(text(parsePeriod('2026-Q1', british))).toBe('2026-Q1: 2025-04-06 2025-07-06');
    expect(text(parsePeriod('2026-H1', { ...british, fiscalYearNamedBy: 'start' }))).toBe(
      '2026-H1: 2026-04-06 2026-10-06',
    );
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
    '2017-Q01',
    '2017-H0',
    '2017-H3',
    '2017-W1',
    '2017-W00',
    '2017-W54',
    '2017-W',
    '2017W01',
    '2017-01-01..',
    '2017-01..2017-02',
    '2017-02-30..2017-03-01',
    '2017-01-01...2017-02-01',
    ' 2017',
  ])('are not read from %j', (wrong) =>
    expect(() => parsePeriod(wrong, plain)).toThrow(
      `period ${JSON.stringify(wrong)}: expected 2017, 2017-H1, 2017-Q1, 2017-03, 2017-W09, 2017-03-31 or 2017-01-01..2017-04-01`,
    ),
  );

  it.each(['2021-W53', '2025-W53', '2027-W53'])('have no 53rd week in a year of 52: %s', (wrong) =>
    expect(() => parsePeriod(wrong, plain)).toThrow(
      `expected one of the 52 weeks of ${wrong.slice(0, 4)}`,
    ),
  );

  it('are whole days where clocks change: an hour less in the week that loses one', () => {
    const hoursOf = (week: string) => {
      const { start, end } = intervalOf(parsePeriod(week, british), british.zone);
      return (Date.parse(end) - Date.parse(start)) / 3_600_000;
    };
    expect(['2026-W13', '2026-W14', '2026-W43'].map(hoursOf)).toEqual([167, 168, 169]);
  });

  it.each(['2017-01-01..2017-01-01', '2017-02-01..2017-01-01'])(
    'do not end before they begin: %s',
    (wrong) =>
      expect(() => parsePeriod(wrong, plain)).toThrow(
        'expected the end, which is not included, after',
      ),
  );
});
