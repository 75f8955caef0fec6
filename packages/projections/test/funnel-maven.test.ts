import { endOfDay, majorUnits, parsePeriod } from '@presales/kernel';
import type { FunnelParameters, FunnelReport } from '@presales/projections';
import { funnelModel } from '../src/funnel/model.ts';
import { recorded } from './history.ts';
import { itWithMaven, mavenDeals, mavenIsThere, mavenTeams, mavenTitle } from './maven.ts';
import { projected } from './project.ts';

// Whole histories are projected again and again; a busy machine may take its time.
jest.setTimeout(60_000);

/** Real input: the figures were computed from the file by other means. */
describe("a reseller's year", () => {
  const calendar = { zone: 'UTC', fiscalYearStart: 1 };
  let ask: (parameters?: Partial<FunnelParameters>) => Promise<FunnelReport>;

  beforeAll(async () => {
    if (!mavenIsThere) return;
    const log = recorded([...mavenTeams(), ...mavenDeals()]);
    const query = await projected(funnelModel, log);
    ask = (parameters) => query.funnel({ calendar, currency: 'USD', ...parameters });
  });

  itWithMaven(mavenTitle('has its totals'), async () => {
    const report = await ask();
    expect(report.outcomes).toEqual({
      created: 8_800,
      open: 2_089,
      onHold: 0,
      won: 4_238,
      lost: 2_473,
      reversed: 0,
    });
    expect(report.steps).toMatchObject([
      { step: 'prospecting', reached: 8_800, openNow: 500 },
      { step: 'engaging', reached: 8_300, openNow: 1_589 },
    ]);
    expect(report.steps[1]?.conversionFromPrevious).toEqual({
      count: 8_300,
      of: 8_800,
      percent: '94.32',
    });
    expect(majorUnits(report.wonValue)).toBe('10005534.00');
    expect(report.averageWon && majorUnits(report.averageWon)).toBe('2360.91');
    expect(report.winRate.closed).toEqual({ count: 4_238, of: 6_711, percent: '63.15' });
    expect(report.winRate.created).toEqual({ count: 4_238, of: 8_800, percent: '48.16' });
    expect(report.cycle).toEqual({
      won: { count: 4_238, meanDays: '51.78', medianDays: 57 },
      lost: { count: 2_473, meanDays: '41.48', medianDays: 14 },
    });
    expect(report.openPipeline.withoutValue).toBe(2_089);
    expect(report.unknownCostShare).toBe('100.00');
  });

  itWithMaven(mavenTitle('is the same in every mode, as no step was skipped'), async () => {
    const { steps } = await ask();
    expect((await ask({ mode: 'strict' })).steps).toEqual(steps);
    expect((await ask({ mode: 'imputed' })).steps).toEqual(steps);
  });

  itWithMaven(mavenTitle('has these quarters by closing'), async () => {
    const { groups = [] } = await ask({ groupBy: 'closed-quarter' });
    expect(
      groups.map(({ key, figures }) => [
        key,
        figures.outcomes.won,
        figures.outcomes.lost,
        majorUnits(figures.wonValue),
      ]),
    ).toEqual([
      ['2017-Q1', 531, 116, '1134672.00'],
      ['2017-Q2', 1_254, 778, '3086111.00'],
      ['2017-Q3', 1_257, 790, '2982255.00'],
      ['2017-Q4', 1_196, 789, '2802496.00'],
      ['open', 0, 0, '0.00'],
    ]);
    expect(groups[0]?.figures.winRate.closed.percent).toBe('82.07');
  });

  itWithMaven(mavenTitle('has the same first quarter on the period basis'), async () => {
    const report = await ask({ basis: 'period', period: parsePeriod('2017-Q1', calendar) });
    expect(report.outcomes).toMatchObject({ won: 531, lost: 116 });
    expect(majorUnits(report.wonValue)).toBe('1134672.00');
  });

  itWithMaven.each([
    ['2016-12-31', 358, 0, 0],
    ['2017-03-31', 1_330, 531, 116],
    ['2017-06-30', 1_686, 1_785, 894],
    ['2017-09-30', 2_409, 3_042, 1_684],
    ['2017-12-31', 1_589, 4_238, 2_473],
  ])(mavenTitle('stood like this at the end of %s'), async (date, open, won, lost) => {
    const { outcomes } = await ask({ asOf: endOfDay(date, 'UTC'), enteredStep: 'engaging' });
    expect(outcomes).toMatchObject({ open, won, lost });
  });

  itWithMaven(mavenTitle('was sold best by Darcel Schlecht'), async () => {
    const { groups: [best] = [] } = await ask({ groupBy: 'person' });
    expect(best).toMatchObject({
      name: 'Darcel Schlecht',
      figures: { outcomes: { won: 349, lost: 204 }, wonValue: { amount: 1_153_214_00 } },
    });
  });

  itWithMaven(mavenTitle('was sold by these teams'), async () => {
    const { groups = [] } = await ask({ groupBy: 'team' });
    expect(groups.map(({ name, figures }) => [name, majorUnits(figures.wonValue)])).toEqual([
      ['Team Melvin Marxen', '2251930.00'],
      ['Team Summer Sewald', '1964750.00'],
      ['Team Rocco Neubert', '1960545.00'],
      ['Team Celia Rouche', '1603897.00'],
      ['Team Cara Losch', '1130049.00'],
      ['Team Dustin Brinkmann', '1094363.00'],
    ]);
  });

  itWithMaven(mavenTitle('was sold best by Darcel Schlecht'), async () => {
    const { groups = [] } = await ask({ groupBy: 'person' });
    expect(groups).toHaveLength(30);
    expect(groups[0]).toMatchObject({
      key: 'Darcel Schlecht',
      figures: {
        outcomes: { won: 349, lost: 204 },
        wonValue: { amount: 115_321_400, currency: 'USD', scale: 2 },
      },
    });
  });
});
