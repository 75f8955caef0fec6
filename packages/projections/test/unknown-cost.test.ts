import { money } from '@presales/kernel';
import { funnelOf, roiOf, targetsOf } from './ask.ts';
import { deal, worth } from './deals.ts';
import { day, noon } from './history.ts';

describe('a win from before unknown cost was kept within the net', () => {
  const beyond = { ...worth('70'), netOfUnknownCost: money(100_00, 'EUR') };
  const history = [
    deal('a').opened({ at: day('2026-01-02') }),
    deal('a').won(noon('2026-03-10'), beyond),
    deal('b').opened({ at: day('2026-01-02') }),
    deal('b').won(noon('2026-03-10'), worth('30', { margin: '10' })),
    deal('b').adjusted(
      { ...worth('20'), netOfUnknownCost: money(30_00, 'EUR') },
      noon('2026-03-20'),
    ),
  ];

  it('is of unknown cost by no more than its net in every report (B34)', async () => {
    const currency = 'EUR';
    const { wonValue, wonOfUnknownCost, unknownCostShare } = await funnelOf(history, { currency });
    expect([wonValue, wonOfUnknownCost]).toEqual([money(90_00, 'EUR'), money(90_00, 'EUR')]);
    expect(unknownCostShare).toBe('100.00');
    const { sales } = await targetsOf(history, { currency });
    expect(sales?.unknownCostShare).toBe('100.00');
    expect(sales?.persons.map(({ valueOfUnknownCost }) => valueOfUnknownCost)).toEqual([
      money(90_00, 'EUR'),
    ]);
    expect((await roiOf(history, { currency })).sales).toMatchObject({
      revenue: money(90_00, 'EUR'),
      revenueOfUnknownCost: money(90_00, 'EUR'),
    });
  });
});
