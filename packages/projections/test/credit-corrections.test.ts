import { majorUnits } from '@presales/kernel';
import type { FunnelParameters, TargetParameters } from '@presales/projections';
import { funnelOf, roiOf, targetsOf } from './ask.ts';
import { deal, joined, pipelineDefined, team, worth } from './deals.ts';
import { april, countTarget, march, moneyTarget, north } from './goals.ts';
import { day, type Happening, noon } from './history.ts';

const a = deal('a');
const halves = [
  { salespersonId: 'anna', share: 5_000 },
  { salespersonId: 'ben', share: 5_000 },
];
const anna = [{ salespersonId: 'anna', share: 10_000 }];
const ben = [{ salespersonId: 'ben', share: 10_000 }];
const specialist = [{ salespersonId: 'dora', share: 1_000 }];

/** Won by halves on 10 March; on 5 April it turns out that all of it is Ben's. */
const history: readonly Happening[] = [
  pipelineDefined(),
  team('north', 'North'),
  joined('anna', 'north', '2026-01-01'),
  a.opened({ at: day('2026-03-01'), partyId: 'acme' }),
  a.won(noon('2026-03-10'), worth('100.01', { margin: '40' }), halves, undefined, specialist),
  a.creditedAnew(ben, noon('2026-04-05'), specialist),
];

const sales = async (
  parameters: Partial<TargetParameters> = {},
  happened: readonly Happening[] = history,
) =>
  (await targetsOf(happened, { currency: 'EUR', ...parameters })).sales?.persons.map(
    ({ name, won, value, newCustomers }) => [name, won, majorUnits(value), newCustomers],
  );
const credited = async (parameters: Partial<FunnelParameters> = {}) =>
  ((await funnelOf(history, { groupBy: 'person', ...parameters })).groups ?? []).flatMap(
    ({ name, credited }) =>
      credited === undefined ? [] : [[name, credited.won, majorUnits(credited.value)]],
  );

describe('a wrong credit that was corrected after the win (B23)', () => {
  it('counts as it was corrected, in the period of the win', async () => {
    expect(await sales()).toEqual([['ben', 1, '100.01', 1]]);
    expect(await sales({ period: { ...march, label: 'March' } })).toEqual([
      ['ben', 1, '100.01', 1],
    ]);
    expect(await credited()).toEqual([['ben', 1, '100.01']]);
  });

  it('counted as it was before, in a report as of a day before the correction', async () => {
    const asOf = day('2026-04-05');
    expect(await sales({ asOf })).toEqual([
      ['anna', 1, '50.01', 1],
      ['ben', 1, '50.00', 1],
    ]);
    expect(await credited({ asOf })).toEqual([
      ['anna', 1, '50.01'],
      ['ben', 1, '50.00'],
    ]);
  });

  it('counted as it was before, as known before the correction', async () => {
    const knownAt = day('2026-04-01');
    expect(await sales({ knownAt })).toEqual([
      ['anna', 1, '50.01', 1],
      ['ben', 1, '50.00', 1],
    ]);
    expect(await credited({ knownAt })).toEqual([
      ['anna', 1, '50.01'],
      ['ben', 1, '50.00'],
    ]);
    expect(await sales({ knownAt: noon('2026-04-05') })).toEqual([['ben', 1, '100.01', 1]]);
  });

  it('moves on the day of the correction, where periods are left as they were', async () => {
    const of = (period: typeof march) =>
      sales({ period: { ...period, label: 'a month' }, reversals: 'reversal-period' });
    expect(await of(march)).toEqual([
      ['anna', 1, '50.01', 1],
      ['ben', 1, '50.00', 1],
    ]);
    expect(await of(april)).toEqual([
      ['ben', 0, '50.01', 0],
      ['anna', -1, '-50.01', -1],
    ]);
    expect(await sales({ reversals: 'reversal-period' })).toEqual([
      ['ben', 1, '100.01', 1],
      ['anna', 0, '0.00', 0],
    ]);
  });

  it('goes with the win when that is taken back later', async () => {
    const reversed = [...history, a.reversed(noon('2026-05-05'))];
    expect(await sales({}, reversed)).toEqual([]);
    expect(
      (await sales({ reversals: 'reversal-period' }, reversed))?.map(
        ([name, won, value, gained]) => [name, won, value, gained],
      ),
    ).toEqual([
      ['anna', 0, '0.00', 0],
      ['ben', 0, '0.00', 0],
    ]);
  });

  it('keeps a refund of a part, before and after', async () => {
    const refund = a.adjusted(worth('60', { margin: '0' }), noon('2026-03-20'));
    const later = a.adjusted(worth('40', { margin: '0' }), noon('2026-04-20'));
    const happened = [...history.slice(0, -1), refund, ...history.slice(-1), later];
    expect(await sales({}, happened)).toEqual([['ben', 1, '40.00', 1]]);
    expect(await sales({ asOf: day('2026-04-20') }, happened)).toEqual([['ben', 1, '60.00', 1]]);
    expect(await sales({ asOf: day('2026-04-05') }, happened)).toEqual([
      ['anna', 1, '30.00', 1],
      ['ben', 1, '30.00', 1],
    ]);
  });

  it('counts for targets of people and teams', async () => {
    const goals = [
      moneyTarget('100', { holder: north }),
      moneyTarget('100'),
      countTarget(1, { of: 'buyers' }),
    ];
    const reached = async (asOf: string) =>
      (await targetsOf([...history, ...goals], { asOf })).targets.map(({ actual }) =>
        actual.in === 'count' ? actual.count : majorUnits(actual.amount),
      );
    expect(await reached(day('2026-04-01'))).toEqual([1, '50.01', '50.01']);
    expect(await reached(day('2026-05-01'))).toEqual([0, '0.00', '0.00']);
  });

  it('changes overlay credit with it, or leaves it', async () => {
    const overlay = async (happened: readonly Happening[]) =>
      (await targetsOf(happened, { currency: 'EUR' })).sales?.overlay?.map(
        ({ salespersonId, value }) => [salespersonId, majorUnits(value)],
      );
    expect(await overlay(history)).toEqual([['dora', '10.00']]);
    expect(await overlay([...history, a.creditedAnew(ben, noon('2026-04-06'))])).toBeUndefined();
  });

  it('can be corrected again: the last correction holds', async () => {
    expect(await sales({}, [...history, a.creditedAnew(anna, noon('2026-04-06'))])).toEqual([
      ['anna', 1, '100.01', 1],
    ]);
  });

  it('changes nothing of what campaigns and funnel brought', async () => {
    const before = history.slice(0, -1);
    const { position: _, ...roi } = await roiOf(history);
    expect(roi).toEqual(expect.objectContaining({ sales: (await roiOf(before)).sales }));
    expect((await funnelOf(history)).wonValue).toEqual((await funnelOf(before)).wonValue);
  });
});
