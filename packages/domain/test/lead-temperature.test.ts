import { defaultBands, type PurchaseTimeframe, temperatureOf } from '@presales/domain/lead';
import { addDays } from '@presales/kernel';
import fc from 'fast-check';

const day = '2026-03-02';
const inDays = (days: number): PurchaseTimeframe => ({ kind: 'days', days });

describe('the temperature of a lead, as of a day (B1)', () => {
  it('is hot when the need is immediate (S28)', () =>
    expect(temperatureOf({ kind: 'immediate' }, day, day)).toBe('hot'));

  it('is warm with a horizon of about two months (S29)', () =>
    expect(temperatureOf(inDays(60), day, day)).toBe('warm'));

  it('is cold with interest and no deadline (S30)', () =>
    expect(temperatureOf({ kind: 'none' }, day, day)).toBe('cold'));

  it.each([
    [0, 'hot'],
    [14, 'hot'],
    [15, 'warm'],
    [75, 'warm'],
    [76, 'cold'],
    [3_650, 'cold'],
  ])('with %d days left is %s', (days, temperature) =>
    expect(temperatureOf(inDays(days), day, day)).toBe(temperature),
  );

  it.each([
    ['2026-03-02', 'warm'],
    ['2026-04-16', 'warm'],
    ['2026-04-17', 'hot'],
    ['2026-05-01', 'hot'],
    ['2026-05-02', 'cold'],
  ])('of sixty days from 2 March, as of %s, is %s: it rises, and is over', (asOf, temperature) =>
    expect(temperatureOf(inDays(60), day, asOf)).toBe(temperature),
  );

  it.each([
    ['2026-03-02', 'cold'],
    ['2026-03-18', 'warm'],
    ['2026-05-18', 'hot'],
    ['2026-06-01', 'hot'],
    ['2026-06-02', 'cold'],
  ])('of a purchase on 1 June, as of %s, is %s', (asOf, temperature) =>
    expect(temperatureOf({ kind: 'date', date: '2026-06-01' }, day, asOf)).toBe(temperature),
  );

  it('stays hot for who needs it at once, until they say something else', () =>
    expect(temperatureOf({ kind: 'immediate' }, day, '2026-12-31')).toBe('hot'));

  it.each([{ kind: 'immediate' }, inDays(0), { kind: 'date', date: day }] as const)(
    'was cold before anything was said: %o',
    (timeframe) => expect(temperatureOf(timeframe, day, '2026-03-01')).toBe('cold'),
  );

  it('follows other bands where a business has set them', () => {
    const bands = { hotDays: 7, warmDays: 30 };
    expect(temperatureOf(inDays(7), day, day, bands)).toBe('hot');
    expect(temperatureOf(inDays(8), day, day, bands)).toBe('warm');
    expect(temperatureOf(inDays(31), day, day, bands)).toBe('cold');
  });

  it('only rises while the day comes nearer', () =>
    fc.assert(
      fc.property(fc.nat(3_650), fc.nat(3_650), (days, passed) => {
        const warmth = { cold: 0, warm: 1, hot: 2 };
        const asOf = (after: number) =>
          warmth[temperatureOf(inDays(days), day, addDays(day, Math.min(after, days)))];
        expect(asOf(passed + 1)).toBeGreaterThanOrEqual(asOf(passed));
      }),
    ));

  it('is counted with fourteen and seventy-five days unless told otherwise', () =>
    expect(defaultBands).toEqual({ hotDays: 14, warmDays: 75 }));
});
