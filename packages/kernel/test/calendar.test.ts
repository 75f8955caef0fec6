import {
  addDays,
  atLocalTime,
  BusinessCalendar,
  daysBetween,
  END_OF_TIME,
  endOfDay,
  Instant,
  instant,
  intervalOf,
  LAST_DAY,
  LocalDate,
  lastMeantBy,
  localDate,
  parse,
  startOfDay,
  Zone,
} from '@presales/kernel';
import fc from 'fast-check';

const zones = [
  'UTC',
  'Europe/Bucharest',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];
const zone = fc.constantFrom(...zones);
const date = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 86_400_000, max: Date.UTC(2040, 0, 1) / 86_400_000 })
  .map((day) => instant(day * 86_400_000).slice(0, 10));

describe('an instant', () => {
  it.each(['2026-03-01T09:30:00.000Z', '0000-01-01T00:00:00.000Z', END_OF_TIME])(
    '%s is one',
    (text) => expect(parse(Instant, text, 'at')).toBe(text),
  );

  it.each([
    '2026-03-01',
    '2026-03-01T09:30:00Z',
    '2026-03-01T09:30:00.000',
    '2026-03-01T09:30:00.000+02:00',
    '2026-02-30T00:00:00.000Z',
    '2026-03-01T24:00:00.000Z',
    '2026-03-01T09:30:60.000Z',
    '+010000-01-01T00:00:00.000Z',
    ' 2026-03-01T09:30:00.000Z',
    '',
  ])('%j is none', (text) =>
    expect(() => parse(Instant, text, 'at')).toThrow(
      'at: expected an instant such as "2026-03-01T09:30:00.000Z"',
    ),
  );

  it('is made of a time within four-digit years, and of no other', () => {
    expect(instant(new Date('2026-03-01T09:30:00+02:00'))).toBe('2026-03-01T07:30:00.000Z');
    expect(instant(Date.parse(END_OF_TIME))).toBe(END_OF_TIME);
    for (const time of [Number.NaN, Date.parse(END_OF_TIME) + 1, -8.64e15, new Date('never')])
      expect(() => instant(time)).toThrow('expected a time in the years 0 to 9999');
  });

  it('sorts as text as it does in time', () =>
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(END_OF_TIME) }),
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(END_OF_TIME) }),
        (one, other) => expect(instant(one) < instant(other)).toBe(one < other),
      ),
    ));
});

describe('what the clocks of a zone show', () => {
  it('is an instant', () => {
    expect(atLocalTime('2026-07-01T10:30:00.250', 'Europe/Bucharest')).toBe(
      '2026-07-01T07:30:00.250Z',
    );
    expect(atLocalTime('2026-07-01T10:30:00.000', 'UTC')).toBe('2026-07-01T10:30:00.000Z');
  });

  it('is read as if there were no change where the clocks skip it', () =>
    expect(atLocalTime('2026-03-29T03:30:00.000', 'Europe/Bucharest')).toBe(
      '2026-03-29T01:30:00.000Z',
    ));

  it('is the first of two instants where the clocks show it twice', () =>
    expect(atLocalTime('2026-10-25T03:30:00.000', 'Europe/Bucharest')).toBe(
      '2026-10-25T00:30:00.000Z',
    ));
});

describe('a day', () => {
  it.each(['2026-02-30', '2026-2-1', '26-02-01', '2026-02-01T00:00:00.000Z', ''])(
    '%j is none',
    (text) =>
      expect(() => parse(LocalDate, text, 'on')).toThrow('expected a date such as "2026-03-01"'),
  );

  it('begins at midnight in its zone', () => {
    expect(startOfDay('2026-03-01', 'UTC')).toBe('2026-03-01T00:00:00.000Z');
    expect(startOfDay('2026-03-01', 'Europe/Bucharest')).toBe('2026-02-28T22:00:00.000Z');
    expect(startOfDay('2026-07-01', 'Europe/Bucharest')).toBe('2026-06-30T21:00:00.000Z');
    expect(startOfDay('2026-03-01', 'Asia/Kathmandu')).toBe('2026-02-28T18:15:00.000Z');
  });

  it('begins at one where the clocks skip midnight', () =>
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z'));

  it('begins at the first of two midnights', () =>
    // Until 2011 Newfoundland put its clocks back a minute past midnight: that minute came twice.
    expect(startOfDay('2010-11-07', 'America/St_Johns')).toBe('2010-11-07T02:30:00.000Z'));

  it('has 23 hours when clocks are put forward, 25 when they are put back', () => {
    const hours = (day: string): number => {
      const { start, end } = intervalOf({ start: day, end: addDays(day, 1) }, 'Europe/Bucharest');
      return (Date.parse(end) - Date.parse(start)) / 3_600_000;
    };
    expect(['2026-03-28', '2026-03-29', '2026-10-25'].map(hours)).toEqual([24, 23, 25]);
  });

  it('that a zone skipped has no instants', () => {
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toBe(startOfDay('2011-12-31', 'Pacific/Apia'));
    expect(endOfDay('2011-12-29', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
  });

  it('ends where the next one begins, and the last one with time itself', () => {
    expect(endOfDay('2026-12-31', 'UTC')).toBe('2027-01-01T00:00:00.000Z');
    expect(endOfDay(LAST_DAY, 'UTC')).toBe(END_OF_TIME);
    expect(endOfDay(LAST_DAY, 'America/New_York')).toBe(END_OF_TIME);
    expect(startOfDay(LAST_DAY, 'UTC')).toBe('9999-12-31T00:00:00.000Z');
    expect(addDays(LAST_DAY, 1)).toBe(LAST_DAY);
    expect(localDate(END_OF_TIME, 'Pacific/Kiritimati')).toBe(LAST_DAY);
  });

  it('the first day comes first, wherever its first instant falls on a day before', () => {
    const first = '0000-01-01T00:00:00.000Z';
    expect(localDate(first, 'America/New_York')).toBe('0000-01-01');
    expect(addDays('0000-01-01', -1)).toBe('0000-01-01');
    expect(addDays('0000-01-01', 1)).toBe('0000-01-02');
    expect(startOfDay('0000-01-01', 'UTC')).toBe(first);
    expect(startOfDay('0000-01-01', 'Europe/Amsterdam')).toBe(first);
    expect(endOfDay('0000-01-01', 'Europe/Amsterdam')).toBe('0000-01-01T23:42:30.000Z');
    expect(startOfDay('0000-01-01', 'America/New_York')).toBe('0000-01-01T04:56:02.000Z');
  });

  it('is the one that its instants fall on, in any zone', () =>
    fc.assert(
      fc.property(date, zone, (day, where) => {
        fc.pre(!(day === '2011-12-30' && where === 'Pacific/Apia'));
        fc.pre(!(day === '1994-12-31' && where === 'Pacific/Kiritimati'));
        const { start, end } = intervalOf({ start: day, end: addDays(day, 1) }, where);
        expect(endOfDay(day, where)).toBe(end);
        expect(localDate(start, where)).toBe(day);
        expect(localDate(instant(Date.parse(end) - 1), where)).toBe(day);
        expect(localDate(instant(Date.parse(start) - 1), where) < day).toBe(true);
      }),
    ));

  it('is counted from another without regard to zones', () => {
    expect(daysBetween('2026-03-01', '2026-03-01')).toBe(0);
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(daysBetween('2026-03-02', '2026-03-01')).toBe(-1);
    fc.assert(
      fc.property(date, fc.integer({ min: -5_000, max: 5_000 }), (day, days) =>
        expect(daysBetween(day, addDays(day, days))).toBe(days),
      ),
    );
  });
});

describe('a zone', () => {
  it.each([...zones, 'Etc/GMT+3'])('%s is one', (name) =>
    expect(parse(Zone, name, 'zone')).toBe(name),
  );

  it.each([
    'europe/bucharest',
    'Mars/Olympus',
    '+02:00',
    'Z',
    '',
    '2026-01-01T00:00[Europe/Bucharest]',
    'Europe',
  ])('%j is none', (name) =>
    expect(() => parse(Zone, name, 'zone')).toThrow(
      'zone: expected an IANA time zone such as "Europe/Bucharest"',
    ),
  );
});

describe('the first instant there is', () => {
  it.each(['Europe/Bucharest', 'America/New_York', 'UTC'])(
    'is no date in %s: the first day there is may begin before it',
    (zone) =>
      expect(lastMeantBy('0000-01-01T00:00:00.000Z', zone)).toBe('0000-01-01T00:00:00.000Z'),
  );
});

describe('a business calendar', () => {
  it('has a zone and the month that its fiscal year begins in', () => {
    const calendar = { zone: 'Europe/Bucharest', fiscalYearStart: 12 };
    expect(parse(BusinessCalendar, calendar, 'calendar')).toEqual(calendar);
    const british = { ...calendar, fiscalYearStartDay: 6, fiscalYearNamedBy: 'start' } as const;
    expect(parse(BusinessCalendar, british, 'calendar')).toEqual(british);
    for (const [fiscalYearStart, fiscalYearStartDay] of [
      [2, 29],
      [2, 30],
      [4, 31],
      [12, 32],
      [1, 0],
    ])
      expect(() =>
        parse(BusinessCalendar, { ...calendar, fiscalYearStart, fiscalYearStartDay }, 'calendar'),
      ).toThrow('fiscalYearStartDay: expected');
    for (const [fiscalYearStart, fiscalYearStartDay] of [
      [2, 28],
      [4, 30],
      [12, 31],
    ])
      expect(
        parse(BusinessCalendar, { ...calendar, fiscalYearStart, fiscalYearStartDay }, 'calendar'),
      ).toMatchObject({ fiscalYearStartDay });
    for (const fiscalYearStart of [0, 13, 1.5])
      expect(() => parse(BusinessCalendar, { ...calendar, fiscalYearStart }, 'calendar')).toThrow(
        'calendar: fiscalYearStart: expected',
      );
  });
});
