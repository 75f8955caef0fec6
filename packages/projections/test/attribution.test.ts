import { attributionModels } from '@presales/projections';
import fc from 'fast-check';
import type { Touch } from '../src/campaign-roi/attribution/index.ts';

const touch = (campaignId: string, more: Partial<Touch> = {}): Touch => ({
  campaignId,
  daysBefore: 0,
  exactDaysBefore: 0,
  becameLead: false,
  afterOpening: false,
  ...more,
});

const settings = { halfLifeDays: 7, decayBy: 'day', shares: {} } as const;

/** What each touch is credited with, in percent to one decimal. */
const credit = (
  name: keyof typeof attributionModels,
  touches: readonly Touch[],
  more: Partial<Parameters<(typeof attributionModels)['custom']>[0]> = {},
): readonly number[] => {
  const weights = attributionModels[name]({ ...settings, ...more }).weigh(touches);
  const sum = weights.reduce((left, weight) => left + weight, 0);
  return weights.map((weight) => Math.round((1_000 * weight) / sum) / 10);
};

describe('the model position (U-shaped, 40/20/40)', () => {
  it.each([
    [1, [100]],
    [2, [50, 50]],
    [3, [40, 20, 40]],
    [4, [40, 10, 10, 40]],
  ] as const)(
    'shares a deal of %d touches as %j (dbt, multi-touch attribution)',
    (count, expected) => {
      const touches = Array.from({ length: count }, (_, place) => touch(`${place}`));
      expect(credit('position', touches)).toEqual(expected);
    },
  );
});

describe('the model w-shaped (30/30/30/10)', () => {
  const [first, middle, became, last] = [
    touch('first'),
    touch('middle'),
    touch('became', { becameLead: true }),
    touch('last'),
  ];

  it('gives each key position its share and the rest to the others', () => {
    expect(credit('w-shaped', [first, middle, became, last])).toEqual([30, 10, 30, 30]);
    expect(credit('w-shaped', [first, middle, middle, became, last])).toEqual([30, 5, 5, 30, 30]);
  });

  it('shares in proportion what no touch earns: nothing in the middle, no lead, one touch for two', () => {
    expect(credit('w-shaped', [first, became, last])).toEqual([33.3, 33.3, 33.3]);
    expect(credit('w-shaped', [first, middle, last])).toEqual([42.9, 14.3, 42.9]);
    expect(credit('w-shaped', [touch('both', { becameLead: true }), last])).toEqual([50, 50]);
  });

  it('takes the first touch that made a lead, where two did', () => {
    expect(credit('w-shaped', [first, became, became, last])).toEqual([30, 30, 10, 30]);
  });
});

describe('the model full-path (four times 22.5 and 10)', () => {
  const way = [
    touch('first'),
    touch('became', { becameLead: true }),
    touch('middle'),
    touch('opened'),
    touch('meanwhile', { afterOpening: true }),
    touch('won', { afterOpening: true }),
  ];

  it('also credits what touched the customer before the win', () => {
    expect(attributionModels['full-path']().through).toBe('win');
    expect(credit('full-path', way)).toEqual([22.5, 22.5, 5, 22.5, 5, 22.5]);
  });

  it('has no touch that made the deal where all came after its opening', () => {
    expect(credit('full-path', way.slice(4))).toEqual([50, 50]);
  });
});

describe('the model time-decay', () => {
  const ages = [21, 14, 7, 0].map((daysBefore) => touch(`${daysBefore}`, { daysBefore }));

  it('halves the weight with every half-life, and leaves nothing over', () => {
    expect(credit('time-decay', ages)).toEqual([6.7, 13.3, 26.7, 53.3]);
    expect(credit('time-decay', ages, { halfLifeDays: 14 })).toEqual([13.8, 19.5, 27.6, 39.1]);
  });

  it('still credits a deal whose touches are all many half-lives old', () => {
    const old = [89, 90].map((daysBefore) => touch(`${daysBefore}`, { daysBefore }));
    expect(credit('time-decay', old, { halfLifeDays: 0.1 })).toEqual([99.9, 0.1]);
  });
});

describe('the model custom', () => {
  it('goes by the shares that are given, whatever they sum to', () => {
    const touches = [touch('a'), touch('b'), touch('c')];
    expect(credit('custom', touches, { shares: { first: 3, rest: 1 } })).toEqual([75, 12.5, 12.5]);
    expect(credit('custom', touches, { shares: { opportunity: 1 } })).toEqual([0, 0, 100]);
  });

  it('counts a touch that holds two positions by the larger share', () => {
    const shares = { first: 10, opportunity: 30, rest: 10 };
    expect(credit('custom', [touch('a')], { shares })).toEqual([100]);
    expect(credit('custom', [touch('a'), touch('b', { afterOpening: true })], { shares })).toEqual([
      75, 25,
    ]);
  });

  it('treats all touches alike where none holds a position that counts', () => {
    expect(credit('custom', [touch('a'), touch('b')], { shares: { lead: 1 } })).toEqual([50, 50]);
  });

  it('looks up to the win only where that position has a share', () => {
    expect(attributionModels.custom({ ...settings, shares: { first: 1 } }).through).toBe('opening');
    expect(attributionModels.custom({ ...settings, shares: { won: 1 } }).through).toBe('win');
  });
});

it('every model weighs every touch with whole numbers, and never all with nothing', () => {
  const touches = fc.array(
    fc.record({
      campaignId: fc.constantFrom('a', 'b'),
      daysBefore: fc.nat(400),
      exactDaysBefore: fc.double({ min: 0, max: 400, noNaN: true }),
      becameLead: fc.boolean(),
      afterOpening: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const share = fc.nat(100);
  const shares = fc.record({
    first: share,
    lead: share,
    opportunity: share,
    won: share,
    rest: share,
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(attributionModels)),
      touches,
      fc.double({ min: 0.01, max: 1_000, noNaN: true }),
      shares,
      fc.constantFrom('day' as const, 'instant' as const),
      (model, given, halfLifeDays, shares, decayBy) => {
        const weights = model({ halfLifeDays, decayBy, shares }).weigh(given);
        expect(weights).toHaveLength(given.length);
        expect(weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0)).toBe(true);
        expect(weights.some((weight) => weight > 0)).toBe(true);
      },
    ),
  );
});
