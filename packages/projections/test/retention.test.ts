import { parsePeriod } from '@presales/kernel';
import type { RetentionParameters } from '@presales/projections';
import { retentionRate } from '../src/target-tracking/retention.ts';
import { retentionOf } from './ask.ts';
import { deal, partyMerged, worth } from './deals.ts';
import { day, type Happening, noon } from './history.ts';

const period = parsePeriod('2026', { zone: 'UTC', fiscalYearStart: 1 });

let deals = 0;
const bought = (partyId: string, on: string): readonly Happening[] => {
  deals += 1;
  const one = deal(`deal-${deals}`);
  return [one.opened({ at: day('2024-01-01'), partyId }), one.won(noon(on), worth('1'))];
};

describe('customer retention', () => {
  it.each([
    // The formula of metrics.md section 2: (E − N) / S × 100.
    [{ atStart: 200, atEnd: 210, gained: 30 }, '90.00'],
    [{ atStart: 3, atEnd: 2, gained: 0 }, '66.67'],
    [{ atStart: 5, atEnd: 4, gained: 4 }, '0.00'],
    [{ atStart: 0, atEnd: 4, gained: 4 }, undefined],
  ])('of %j is %s percent (S36)', (counts, percent) => expect(retentionRate(counts)).toBe(percent));

  const history = [
    ...bought('stays', '2025-06-01'),
    ...bought('stays', '2026-06-01'),
    ...bought('goes', '2025-12-31'),
    ...bought('new', '2026-12-31'),
    ...bought('comes-back', '2024-03-01'),
    ...bought('comes-back', '2026-03-01'),
    ...bought('too-late', '2027-01-01'),
    ...bought('edge', '2025-01-01'),
    ...bought('before-edge', '2024-12-31'),
  ];
  const counted = async (
    more: readonly Happening[] = [],
    parameters: Partial<RetentionParameters> = {},
  ) => {
    const { atStart, atEnd, gained, retention } = await retentionOf([...history, ...more], {
      period,
      ...parameters,
    });
    return [atStart, atEnd, gained, retention];
  };

  it('counts who bought within a year as a customer, and who comes back as gained (S36)', async () => {
    // At the start: stays, goes and edge. At the end: stays, new and comes-back.
    expect(await counted()).toEqual([3, 3, 2, '33.33']);
  });

  it('says by what recency it counts, and counts by another', async () => {
    const report = await retentionOf(history, { period, activeDays: 366 });
    expect(report).toMatchObject({ activeDays: 366, atStart: 4, period });
    expect((await retentionOf(history, { period })).activeDays).toBe(365);
  });

  it('counts no win that was taken back, and merged parties once', async () => {
    const id = `deal-${deals + 1}`;
    const reversed = [...bought('goes', '2026-05-01'), deal(id).reversed(noon('2026-05-02'))];
    expect(await counted(reversed)).toEqual([3, 3, 2, '33.33']);
    const merged = partyMerged('new', 'goes', noon('2027-02-01'));
    expect(await counted([merged])).toEqual([3, 3, 1, '66.67']);
    expect(await counted([merged], { knownAt: day('2027-02-01') })).toEqual([3, 3, 2, '33.33']);
  });

  it('is absent where there were no customers', async () =>
    expect(await retentionOf([], { period })).not.toHaveProperty('retention'));
});
