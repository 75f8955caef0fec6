import { ForecastCategory } from '@presales/domain';
import type { PipelineSteps } from '@presales/domain/pipeline';
import { funnelOf } from './ask.ts';
import { deal, pipelineDefined, worth } from './deals.ts';
import { day, type Happening, noon } from './history.ts';

const at = day('2026-01-05');
const later = noon('2026-01-10');

/** A pipeline whose offers are as good as promised. */
const withCategories: Happening = {
  type: 'PipelineDefined',
  data: {
    pipelineId: 'direct',
    version: 1,
    name: 'Direct sales',
    steps: [
      { step: 'call', name: 'Phone call', probability: 10 },
      { step: 'visit', name: 'Visit', probability: 40, forecastCategory: 'best-case' },
      { step: 'offer', name: 'Offer', probability: 75, forecastCategory: 'commit' },
    ] satisfies PipelineSteps,
  },
  at: day('2025-01-01'),
};

describe('a forecast', () => {
  it('rolls up from the surest: 50 closed, 150 with commit, 300 with best case (S36)', async () => {
    // Source: Salesforce's cumulative forecast rollups, the example of 50, 100, 150 and 200.
    const { forecast, openPipeline } = await funnelOf([
      withCategories,
      deal('won').opened({ at }),
      deal('won').won(later, worth('50')),
      deal('offer').opened({ at, step: 'offer', expected: '100' }),
      deal('visit').opened({ at, step: 'visit', expected: '150' }),
      deal('call').opened({ at, expected: '200' }),
    ]);
    expect(forecast).toMatchObject({
      closed: { amount: 50_00 },
      commit: { own: { amount: 100_00 }, cumulative: { amount: 150_00 } },
      bestCase: { own: { amount: 150_00 }, cumulative: { amount: 300_00 } },
      pipeline: { own: { amount: 200_00 }, cumulative: { amount: 500_00 } },
      omitted: { amount: 0 },
    });
    expect(openPipeline.expected.amount).toBe(450_00);
  });

  it('takes a category set by hand, until the forecast is reset', async () => {
    const a = deal('a');
    const history = [
      withCategories,
      a.opened({ at, step: 'offer', expected: '100' }),
      a.forecastAs('omitted', later),
    ];
    const omitted = (await funnelOf(history)).forecast;
    expect([omitted.omitted.amount, omitted.commit.own.amount]).toEqual([100_00, 0]);
    expect(omitted.pipeline.cumulative.amount).toBe(0);
    const reset = (await funnelOf([...history, a.forecastReset(noon('2026-01-11'))])).forecast;
    expect([reset.omitted.amount, reset.commit.own.amount]).toEqual([0, 100_00]);
  });

  it('knows where every category goes', async () => {
    for (const category of ForecastCategory.options) {
      const { forecast } = await funnelOf([
        pipelineDefined(),
        deal('a').opened({ at, expected: '1' }),
        deal('a').forecastAs(category, later),
      ]);
      const { commit, bestCase, pipeline, omitted } = forecast;
      const own = [commit.own, bestCase.own, pipeline.own, omitted].map(({ amount }) =>
        Number(amount),
      );
      expect(own.reduce((left, right) => left + right, 0)).toBe(1_00);
    }
  });

  it('weighs a deal by a probability set by hand, until it is reset', async () => {
    const a = deal('a');
    const history = [
      pipelineDefined(),
      a.opened({ at, expected: '100' }),
      a.given(65, later),
      a.entered('visit', noon('2026-01-11')),
    ];
    expect((await funnelOf(history)).openPipeline.weighted.amount).toBe(65_00);
    const reset = [...history, a.forecastReset(noon('2026-01-12'))];
    expect((await funnelOf(reset)).openPipeline.weighted.amount).toBe(40_00);
  });
});

describe('a deal that goes on in another pipeline (S74)', () => {
  const a = deal('a');
  const history = [
    pipelineDefined(),
    a.opened({ at, expected: '100' }),
    a.entered('visit', noon('2026-01-08')),
    a.wentOnIn('partners', 1, 'offer', later),
  ];
  const reachedIn = async (pipelineId: string, history: readonly Happening[]) =>
    (await funnelOf(history, { pipelineId })).steps.map(({ step, reached }) => [step, reached]);

  it('counts there, from its coming there', async () => {
    expect(await reachedIn('partners', history)).toEqual([
      ['call', 0],
      ['visit', 0],
      ['offer', 1],
    ]);
    expect((await funnelOf(history, { pipelineId: 'direct' })).outcomes.created).toBe(0);
    expect((await funnelOf(history)).outcomes.created).toBe(1);
  });

  it('counted where it was before that', async () => {
    const { outcomes } = await funnelOf(history, { pipelineId: 'direct', asOf: later });
    expect(outcomes.open).toBe(1);
  });

  it('keeps its way in a newer version of the same pipeline, and takes its probability', async () => {
    const renewed = [
      ...history.slice(0, 3),
      { ...pipelineDefined(2), at: noon('2026-01-09') },
      a.wentOnIn('direct', 2, 'offer', later),
    ];
    expect(await reachedIn('direct', renewed)).toEqual([
      ['call', 1],
      ['visit', 1],
      ['offer', 1],
    ]);
    expect((await funnelOf(renewed)).openPipeline.weighted.amount).toBe(75_00);
  });
});

describe('the win rate by value of what was created (B18)', () => {
  it('is what was won of that and of what the others are expected to be worth (S36)', async () => {
    const { winRate } = await funnelOf([
      pipelineDefined(),
      deal('won').opened({ at, expected: '500' }),
      deal('won').won(later, worth('100')),
      deal('lost').opened({ at, expected: '100' }),
      deal('lost').lost(later),
      deal('open').opened({ at, expected: '200' }),
    ]);
    expect(winRate.createdByValue).toMatchObject({
      value: { amount: 100_00 },
      of: { amount: 400_00 },
      percent: '25.00',
    });
    expect(winRate.closedByValue.percent).toBe('50.00');
  });
});
