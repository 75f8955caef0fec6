import { majorUnits, parseMoney, parsePeriod } from '@presales/kernel';
import type { FunnelParameters } from '@presales/projections';
import fc from 'fast-check';
import { salesVelocity } from '../src/funnel/velocity.ts';
import { funnelOf } from './ask.ts';
import { deal, pipelineDefined, worth } from './deals.ts';
import { day, type Happening, noon } from './history.ts';

const at = day('2026-01-05');

describe('sales velocity', () => {
  it.each([
    // Source: metrics.md section 2, 40 × 25,000 × 0.25 / 90 and 50 × 12,000 × 0.25 / 90.
    [40, '25000.00', 90, '2777.78'],
    [50, '12000.00', 90, '1666.67'],
  ])(
    'of %i deals of %s, a quarter of them won in %i days, is %s a day (S36)',
    (opportunities, average, days, perDay) => {
      const velocity = salesVelocity({
        opportunities,
        won: 1,
        wonValue: parseMoney(average, 'EUR'),
        closed: 4,
        wonDays: days,
      });
      expect(velocity && majorUnits(velocity)).toBe(perDay);
    },
  );

  it('is none where nothing was won, or all on the day it was opened', () => {
    const terms = { opportunities: 3, won: 2, wonValue: parseMoney('9', 'EUR'), closed: 4 };
    expect(salesVelocity({ ...terms, wonDays: 0 })).toBeUndefined();
    expect(salesVelocity({ ...terms, won: 0, wonDays: 9 })).toBeUndefined();
    expect(salesVelocity({ ...terms, wonDays: 9 })?.amount).toBe(150);
  });

  it('is the same however many deals an average stands on', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 1, max: 9 }),
        (won, cents, times) => {
          const of = (factor: number) =>
            salesVelocity({
              opportunities: 7,
              won: won * factor,
              wonValue: { amount: cents * factor, currency: 'EUR', scale: 2 },
              closed: won * factor * 3,
              wonDays: won * factor * 30,
            });
          expect(of(times)).toEqual(of(1));
        },
      ),
    ));

  const history = [
    pipelineDefined(),
    deal('a').opened({ at }),
    deal('a').won(noon('2026-01-15'), worth('100')),
    deal('b').opened({ at }),
    deal('b').won(noon('2026-01-25'), worth('200')),
    deal('c').opened({ at }),
    deal('c').lost(noon('2026-03-25')),
    deal('d').opened({ at }),
    deal('e').opened({ at }),
    deal('f').opened({ at }),
  ];

  it('is told of a pipeline with the figures that it comes from', async () => {
    // Three open deals of 150 on average, two of three won, in 15 days: 3 × 150 × 2/3 / 15.
    expect((await funnelOf(history)).velocity).toEqual({
      perDay: { amount: 20_00, currency: 'EUR', scale: 2 },
      opportunities: 3,
      averageDeal: { amount: 150_00, currency: 'EUR', scale: 2 },
      winRate: { count: 2, of: 3, percent: '66.67' },
      cycleDays: '15.00',
    });
  });

  it('is told of one pipeline only, and of none without wins', async () => {
    const two = [...history, deal('g').opened({ at, pipelineId: 'partners' })];
    expect(await funnelOf(two)).not.toHaveProperty('velocity');
    expect((await funnelOf(two, { pipelineId: 'direct' })).velocity?.opportunities).toBe(3);
    expect(await funnelOf(history, { asOf: day('2026-01-10') })).not.toHaveProperty('velocity');
  });
});

describe('win rate on two bases', () => {
  it('is 3 % of a hundred created and 30 % of ten closed (S36, B18)', async () => {
    // Source: metrics.md section 2, the example of Varicent: 100 created, 3 won, 7 lost, 90 open.
    const history = [
      pipelineDefined(),
      ...Array.from({ length: 100 }, (_, index) => deal(`deal-${index}`).opened({ at })),
      ...[0, 1, 2].map((index) => deal(`deal-${index}`).won(noon('2026-02-01'), worth('1'))),
      ...[3, 4, 5, 6, 7, 8, 9].map((index) => deal(`deal-${index}`).lost(noon('2026-02-01'))),
    ];
    const { winRate, outcomes } = await funnelOf(history);
    expect(winRate.created).toEqual({ count: 3, of: 100, percent: '3.00' });
    expect(winRate.closed).toEqual({ count: 3, of: 10, percent: '30.00' });
    expect(outcomes.open).toBe(90);
  });
});

describe('lost deals', () => {
  const lost = (
    id: string,
    ...[on, reason, competitor]: [string, ('price' | 'competitor')?, string?]
  ): readonly Happening[] => [
    deal(id).opened({ at, expected: '10' }),
    deal(id).lost(noon(on), reason, competitor),
  ];
  const history = [
    pipelineDefined(),
    ...lost('a', '2026-02-01'),
    ...lost('b', '2026-02-02', 'competitor', 'Acme'),
    ...lost('c', '2026-03-02', 'competitor', 'Bolt'),
    deal('c').wantedBy('Acme', noon('2026-02-20')),
    ...lost('d', '2026-03-03', 'competitor', 'Acme'),
    deal('e').opened({ at, expected: '50' }),
    deal('e').wantedBy('Acme', noon('2026-02-20')),
    deal('e').wantedBy('Acme', noon('2026-02-21')),
    deal('f').opened({ at }),
    deal('f').wantedBy('Acme', noon('2026-02-20')),
    deal('f').won(noon('2026-03-04'), worth('80')),
    deal('g').opened({ at, expected: '5' }),
    deal('g').won(noon('2026-02-04'), worth('80')),
    deal('g').reversed(noon('2026-03-04')),
  ];
  const listed = async (parameters: Partial<FunnelParameters> = {}) => {
    const { losses, competitors } = await funnelOf(history, parameters);
    return {
      losses: losses.map(({ reason, reversed, deals, value }) => [
        reason,
        reversed,
        deals,
        majorUnits(value),
      ]),
      competitors: competitors.map(({ competitor, open, won, lost, lostTo, winRate }) => [
        competitor,
        open,
        won,
        lost,
        lostTo,
        winRate.percent,
      ]),
    };
  };

  it('are listed by their reasons, and the competitors by what they took (S37)', async () => {
    expect(await listed()).toEqual({
      losses: [
        ['competitor', false, 3, '30.00'],
        ['price', false, 1, '10.00'],
        ['refund', true, 1, '5.00'],
      ],
      competitors: [
        ['Acme', 1, 1, 3, 2, '25.00'],
        ['Bolt', 0, 0, 1, 1, '0.00'],
      ],
    });
  });

  it('are those lost in the period, on the basis of the period (S37)', async () => {
    const period = parsePeriod('2026-02', { zone: 'UTC', fiscalYearStart: 1 });
    expect(await listed({ basis: 'period', period })).toEqual({
      losses: [
        ['competitor', false, 1, '10.00'],
        ['price', false, 1, '10.00'],
      ],
      competitors: [['Acme', 1, 0, 1, 1, '0.00']],
    });
  });

  it('are not lost any more once they are open again', async () => {
    const { losses } = await funnelOf([...history, deal('a').reopened(noon('2026-04-01'), 'call')]);
    expect(losses.map(({ reason }) => reason)).toEqual(['competitor', 'refund']);
  });
});
