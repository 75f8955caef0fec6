import { money } from '@presales/kernel';
import { funnelOf, leadsOf, roiOf, targetsOf } from './ask.ts';
import { campaign } from './campaigns.ts';
import { deal, rate, worth } from './deals.ts';
import { day, noon } from './history.ts';

/** A central bank that publishes what one euro is worth, and nothing else. */
const bank = [
  rate('EUR', 'CHF', '0.96', '2026-01-01'),
  rate('EUR', 'USD', '1.25', '2026-01-01'),
  rate('EUR', 'CHF', '0.90', '2026-04-01'),
];
const history = [
  ...bank,
  deal('a').opened({ at: day('2026-01-02') }),
  deal('a').won(noon('2026-03-10'), worth('100', { margin: '40', currency: 'CHF' })),
  deal('b').opened({ at: day('2026-01-02') }),
  deal('b').won(noon('2026-04-10'), worth('100', { currency: 'CHF' })),
  deal('c').opened({ at: day('2026-01-02') }),
  deal('c').won(noon('2026-04-10'), worth('50')),
  campaign('fair').planned(day('2026-01-02')),
  campaign('fair').spent('90', '2026-03-10', { currency: 'CHF' }),
];
const inverted = { from: 'EUR', to: 'CHF', inverted: true };

describe('one deal in francs, where only the euro has rates,', () => {
  it.each([
    ['the funnel', funnelOf],
    ['campaigns', roiOf],
    ['targets', targetsOf],
    ['leads', leadsOf],
  ])('is an error in %s that names the pair, unless a base is named (B33)', async (_, ask) => {
    await expect(ask(history, { currency: 'USD' })).rejects.toThrow(
      'no exchange rate from CHF to USD',
    );
    await expect(ask(history, { currency: 'USD', via: 'JPY' })).rejects.toThrow(
      'nor can one be computed through JPY',
    );
    await expect(ask(history, { currency: 'USD', via: 'EUR' })).resolves.toMatchObject({
      via: 'EUR',
    });
    await expect(ask(bank, { currency: 'USD' })).resolves.not.toHaveProperty('via');
  });

  it('is won at the rate of its day, turned round', async () => {
    const { wonValue, exchangeRates } = await funnelOf(history, { currency: 'EUR', via: 'EUR' });
    // 100 / 0.96 = 104.17, 100 / 0.90 = 111.11, and 50.
    expect(wonValue).toEqual(money(265_28, 'EUR'));
    expect(exchangeRates).toEqual([
      {
        from: 'CHF',
        to: 'EUR',
        legs: [inverted],
        count: 2,
        first: '2026-01-01',
        last: '2026-04-01',
      },
    ]);
  });

  it('is sold to targets and campaigns at two rates that make one', async () => {
    const parameters = { currency: 'USD', via: 'EUR' };
    const crossed = [inverted, { from: 'EUR', to: 'USD', inverted: false }];
    // 100 / 0.96 × 1.25 = 130.21, 100 / 0.90 × 1.25 = 138.89, and 62.50.
    const { sales, exchangeRates } = await targetsOf(history, parameters);
    expect(sales?.total.value).toEqual(money(331_60, 'USD'));
    expect(exchangeRates?.map(({ from, to, legs }) => [from, to, legs])).toEqual([
      ['CHF', 'USD', crossed],
      ['EUR', 'USD', [{ from: 'EUR', to: 'USD', inverted: false }]],
    ]);
    const roi = await roiOf(history, parameters);
    expect(roi.sales.revenue).toEqual(money(331_60, 'USD'));
    // 90 / 0.96 × 1.25.
    expect(roi.total.actualCost).toEqual(money(117_19, 'USD'));
  });
});
