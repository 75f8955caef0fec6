import { addDays, majorUnits } from '@presales/kernel';
import type { FunnelParameters, TargetParameters } from '@presales/projections';
import fc from 'fast-check';
import { funnelOf, roiOf, targetsOf } from './ask.ts';
import { campaign } from './campaigns.ts';
import { deal, pipelineDefined, worth } from './deals.ts';
import { april, march } from './goals.ts';
import { day, type Happening, noon } from './history.ts';

const a = deal('a');
const fair = campaign('fair');
const anna = [{ salespersonId: 'anna', share: 10_000 }];
const ben = [{ salespersonId: 'ben', share: 10_000 }];
const [inMarch, inApril] = [
  { ...march, label: 'March' },
  { ...april, label: 'April' },
];

/** Entered as won by Ben on 10 April; on 12 April it turns out that it was on 30 March, and Anna's. */
const history: readonly Happening[] = [
  pipelineDefined(),
  a.opened({ at: day('2026-03-01'), partyId: 'acme', ownerId: 'anna' }),
  a.handedTo('ben', noon('2026-04-02')),
  a.won(noon('2026-04-10'), worth('100.00', { margin: '40' }), ben),
  a.redated(noon('2026-03-30'), anna, noon('2026-04-12')),
];

const sales = async (
  parameters: Partial<TargetParameters> = {},
  happened: readonly Happening[] = history,
) =>
  (await targetsOf(happened, { currency: 'EUR', ...parameters })).sales?.persons.map(
    ({ name, won, value, newCustomers }) => [name, won, majorUnits(value), newCustomers],
  );
const funnel = async (parameters: Partial<FunnelParameters> = {}) => {
  const { outcomes, wonValue, cycle, groups } = await funnelOf(history, {
    basis: 'period',
    groupBy: 'person',
    ...parameters,
  });
  return [
    outcomes.won,
    majorUnits(wonValue),
    cycle.won.medianDays,
    groups?.filter(({ figures }) => figures.outcomes.won > 0).map(({ name }) => name),
    groups?.flatMap(({ name, credited }) => (credited ? [name, majorUnits(credited.value)] : [])),
  ];
};
const revenue = async (period: typeof inMarch) =>
  majorUnits((await roiOf(history, { period })).sales.revenue);

describe('a win that was entered for the wrong day and corrected (B44)', () => {
  it('counts in the right month in every report, for whoever it was of then', async () => {
    expect(await sales({ period: inMarch })).toEqual([['anna', 1, '100.00', 1]]);
    expect(await sales({ period: inApril })).toEqual([]);
    expect(await funnel({ period: inMarch })).toEqual([
      1,
      '100.00',
      29,
      ['anna'],
      ['anna', '100.00'],
    ]);
    expect(await funnel({ period: inApril })).toEqual([0, '0.00', undefined, [], []]);
    expect(await revenue(inMarch)).toBe('100.00');
    expect(await revenue(inApril)).toBe('0.00');
  });

  it('was of the wrong day in a report as of a day before the correction, or as known then', async () => {
    for (const before of [{ asOf: day('2026-04-12') }, { knownAt: day('2026-04-12') }]) {
      expect(await sales({ ...before, period: inApril })).toEqual([['ben', 1, '100.00', 1]]);
      expect(await sales({ ...before, period: inMarch })).toEqual([]);
      expect(await funnel({ ...before, period: inApril })).toEqual([
        1,
        '100.00',
        40,
        ['ben'],
        ['ben', '100.00'],
      ]);
    }
  });

  it('stays in its month where periods are left as they were; who has the credit changes on the day of the correction', async () => {
    const as = (period: typeof inMarch) => sales({ period, reversals: 'reversal-period' });
    expect(await as(inMarch)).toEqual([]);
    expect(await as(inApril)).toEqual([
      ['anna', 1, '100.00', 1],
      ['ben', 0, '0.00', 0],
    ]);
  });

  it('is taken back from the right month', async () => {
    const reversed = [...history, a.reversed(noon('2026-05-05'))];
    expect(await sales({}, reversed)).toEqual([]);
    expect(
      (await sales({ reversals: 'reversal-period' }, reversed))?.map(([name, won, value]) => [
        name,
        won,
        value,
      ]),
    ).toEqual([
      ['anna', 0, '0.00'],
      ['ben', 0, '0.00'],
    ]);
  });

  it('leaves what was sold in addition on its own day', async () => {
    const more = a.extended(
      noon('2026-04-11'),
      { added: worth('7.00'), value: worth('107.00', { margin: '40' }) },
      'Q',
      ben,
    );
    const happened = [...history.slice(0, -1), more, ...history.slice(-1)];
    expect(await sales({ period: inMarch }, happened)).toEqual([['anna', 1, '100.00', 1]]);
    expect(await sales({ period: inApril }, happened)).toEqual([['ben', 0, '7.00', 0]]);
  });

  it('spent its days in a step until it was won, and none at rest after that', async () => {
    const held = a.held(noon('2026-03-20'));
    const happened = [...history.slice(0, 2), held, ...history.slice(2)];
    const days = async (daysOnHold: 'counted' | 'left-out') =>
      (await funnelOf(happened, { daysOnHold })).steps.find(({ days }) => days.count > 0)?.days
        .medianDays;
    expect(await days('counted')).toBe(29);
    expect(await days('left-out')).toBe(19);
  });

  it('says in every report what a win says that was entered for the right day at once', async () => {
    const beforehand = [
      pipelineDefined(),
      a.opened({ at: day('2026-03-01'), partyId: 'acme', ownerId: 'anna' }),
      a.held(noon('2026-03-03')),
      a.resumed(noon('2026-03-06')),
      a.entered('visit', noon('2026-03-08')),
      a.handedTo('ben', noon('2026-03-20')),
      fair.planned(),
      fair.met('acme', noon('2026-02-27')),
      fair.met('acme', noon('2026-03-15')),
    ];
    const times = fc.integer({ min: 8, max: 39 }).map((days) => noon(addDays('2026-03-01', days)));
    await fc.assert(
      fc.asyncProperty(times, times, async (wrong, right) => {
        const credit = right < noon('2026-03-20') ? anna : ben;
        const won = (at: string) => a.won(at, worth('100.00', { margin: '40' }), credit);
        const corrected = [...beforehand, won(wrong), a.redated(right, credit, noon('2026-04-12'))];
        for (const period of [undefined, inMarch, inApril]) {
          const asked = period === undefined ? {} : { period };
          const said = async (happened: readonly Happening[]) => [
            {
              ...(await funnelOf(happened, { basis: 'period', groupBy: 'person', ...asked })),
              position: 0,
            },
            { ...(await targetsOf(happened, { currency: 'EUR', ...asked })), position: 0 },
            { ...(await roiOf(happened, { attribution: 'full-path', ...asked })), position: 0 },
          ];
          expect(await said(corrected)).toEqual(await said([...beforehand, won(right)]));
        }
      }),
      { numRuns: 30 },
    );
  });
});
