import type { FunnelMode } from '@presales/projections';
import { funnelOf } from './ask.ts';
import { deal, pipelineDefined, steps, worth } from './deals.ts';
import { day, type Happening } from './history.ts';

const reachedBy = async (history: readonly Happening[], mode: FunnelMode) =>
  (await funnelOf([pipelineDefined(), ...history], { mode })).steps.map(({ reached }) => reached);

const { opened, entered, won, lost, reopened } = deal('d1');
const begun = opened({ at: day('2026-01-05') });
const visited = entered('visit', day('2026-01-06'));
const offered = entered('offer', day('2026-01-07'));

describe('a funnel counts a deal', () => {
  it('in every mode at each step it took in order', async () => {
    for (const mode of ['reached', 'strict', 'imputed'] as const)
      expect(await reachedBy([begun, visited, offered], mode)).toEqual([1, 1, 1]);
  });

  it('once at a step that it entered twice', async () => {
    const again = [begun, visited, entered('call', day('2026-01-08'))];
    for (const mode of ['reached', 'strict', 'imputed'] as const)
      expect(await reachedBy(again, mode)).toEqual([1, 1, 0]);
  });

  it.each([
    ['reached', [1, 0, 1]],
    ['strict', [1, 0, 0]],
    ['imputed', [1, 1, 1]],
  ] as const)('that is open past a skipped step, by mode %s, at %j', async (mode, expected) => {
    expect(await reachedBy([begun, offered], mode)).toEqual(expected);
  });

  it.each([
    ['reached', [1, 0, 1]],
    ['strict', [1, 0, 0]],
    ['imputed', [1, 0, 1]],
  ] as const)('that was lost past a skipped step, by mode %s, at %j', async (mode, expected) => {
    expect(await reachedBy([begun, offered, lost(day('2026-01-09'))], mode)).toEqual(expected);
  });

  it.each([
    ['reached', [1, 0, 0]],
    ['strict', [1, 0, 0]],
    ['imputed', [1, 1, 1]],
  ] as const)('that was won from its first step, by mode %s, at %j', async (mode, expected) => {
    expect(await reachedBy([begun, won(day('2026-01-09'), worth('10'))], mode)).toEqual(expected);
  });

  it.each([
    ['reached', [0, 1, 0]],
    ['strict', [0, 0, 0]],
    ['imputed', [1, 1, 0]],
  ] as const)('that began at the second step, by mode %s, at %j', async (mode, expected) => {
    expect(await reachedBy([opened({ at: day('2026-01-05'), step: 'visit' })], mode)).toEqual(
      expected,
    );
  });

  it('not at a skipped step that it came back to, once its strict way had ended', async () => {
    const back = [begun, offered, entered('visit', day('2026-01-08'))];
    expect(await reachedBy(back, 'strict')).toEqual([1, 0, 0]);
    expect(await reachedBy(back, 'reached')).toEqual([1, 1, 1]);
  });

  it('at the step it was reopened in', async () => {
    const again = [begun, lost(day('2026-01-06')), reopened(day('2026-01-08'), 'offer')];
    expect(await reachedBy(again, 'reached')).toEqual([1, 0, 1]);
  });
});

describe('the conversion between two steps', () => {
  it('takes only the deals that came to the second after the first', async () => {
    const backwards = deal('d2');
    const report = await funnelOf([
      pipelineDefined(),
      begun,
      visited,
      offered,
      backwards.opened({ at: day('2026-01-05'), step: 'offer' }),
      backwards.entered('visit', day('2026-01-06')),
    ]);
    expect(report.steps).toMatchObject([
      { step: 'call', reached: 1 },
      {
        step: 'visit',
        reached: 2,
        conversionFromPrevious: { count: 1, of: 1, percent: '100.00' },
      },
      {
        step: 'offer',
        reached: 2,
        conversionFromPrevious: { count: 1, of: 2, percent: '50.00' },
        conversionFromFirst: { count: 1, of: 1, percent: '100.00' },
      },
    ]);
    expect(report.steps[0]).not.toHaveProperty('conversionFromPrevious');
    expect(report.steps[0]).not.toHaveProperty('conversionFromFirst');
  });

  it('counts a step passed and the step it was passed to as in order', async () => {
    const { steps: shown } = await funnelOf([pipelineDefined(), begun, offered], {
      mode: 'imputed',
    });
    expect(shown.map(({ conversionFromPrevious }) => conversionFromPrevious?.percent)).toEqual([
      undefined,
      '100.00',
      '100.00',
    ]);
  });

  it('is no percentage where nothing came to the first', async () => {
    const { steps: shown } = await funnelOf([pipelineDefined()]);
    expect(shown.map(({ step }) => step)).toEqual(steps);
    expect(shown[1]?.conversionFromPrevious).toEqual({ count: 0, of: 0 });
  });

  it('is the ratio of what happened in the period on the period basis', async () => {
    const earlier = deal('d0');
    const report = await funnelOf(
      [
        pipelineDefined(),
        earlier.opened({ at: day('2025-12-20') }),
        earlier.entered('visit', day('2026-01-02')),
        begun,
        visited,
      ],
      { basis: 'period', period: { start: '2026-01-01', end: '2026-02-01', label: 'January' } },
    );
    expect(report.steps[1]?.conversionFromPrevious).toEqual({ count: 2, of: 1, percent: '200.00' });
  });
});
