import { addDays, parsePeriod } from '@presales/kernel';
import type { FunnelParameters } from '@presales/projections';
import fc from 'fast-check';
import { funnelOf } from './ask.ts';
import { deal, worth } from './deals.ts';
import { day, type Happening } from './history.ts';

/** The versions of one pipeline: a proof came with the second, and the call went with the third. */
const versions = {
  1: ['call', 'demo', 'offer'],
  2: ['call', 'demo', 'proof', 'offer'],
  3: ['demo', 'proof', 'offer'],
} as const;
type Version = keyof typeof versions;

const defined = (version: Version, retired: readonly string[] = []): Happening => ({
  type: 'PipelineDefined',
  data: {
    pipelineId: 'direct',
    version,
    name: 'Direct sales',
    steps: [
      ...versions[version].map((step, place) => ({ step, name: step, probability: place * 20 })),
      ...retired.map((step) => ({ step, name: step, probability: 5, retired: true as const })),
    ],
  },
  at: day('2025-01-01'),
});

/** A deal of a version that entered these steps, each on its day of January. */
const went = (
  id: string,
  version: Version,
  steps: Readonly<Record<string, number>>,
): readonly Happening[] => {
  const [[first = '', begun = 1] = [], ...others] = Object.entries(steps);
  const on = (date: number) => day(addDays('2026-01-01', date - 1));
  return [
    {
      type: 'OpportunityOpened',
      data: {
        opportunityId: id,
        ownerId: 'anna',
        openedAt: on(begun),
        pipeline: { pipelineId: 'direct', version, steps: versions[version] },
        step: first,
        origin: { kind: 'direct' },
      },
      at: on(begun),
    },
    ...others.map(
      ([to, date], place): Happening => ({
        type: 'OpportunityStepEntered',
        data: {
          opportunityId: id,
          from: others[place - 1]?.[0] ?? first,
          to,
          direction: 'forward',
          skipped: [],
        },
        at: on(date),
      }),
    ),
  ];
};

const rates = async (
  history: readonly Happening[],
  pick: 'conversionFromPrevious' | 'conversionFromFirst',
  parameters: Partial<FunnelParameters> = {},
) =>
  Object.fromEntries(
    (await funnelOf(history, parameters)).steps.map((step) => {
      const ratio = step[pick];
      return [step.step, ratio === undefined ? undefined : `${ratio.count} of ${ratio.of}`];
    }),
  );

describe('conversion counts a deal at the steps of its own version (B25)', () => {
  const history = [
    defined(1),
    defined(2),
    ...went('a', 1, { call: 1, demo: 2, offer: 3 }),
    ...went('b', 1, { call: 1, demo: 2 }),
    ...went('c', 2, { call: 1, demo: 2, proof: 5, offer: 20 }),
    ...went('d', 2, { call: 1, demo: 2, proof: 9 }),
    ...went('e', 2, { call: 1, demo: 2 }),
  ];

  it('a step that came with a later version is not failed by deals of an earlier one', async () => {
    expect(await rates(history, 'conversionFromPrevious')).toEqual({
      call: undefined,
      demo: '5 of 5',
      // Two of the three that could have a proof had one: 66.67 %, not 40 %.
      proof: '2 of 3',
      // From the demonstration by the first version, from the proof by the second.
      offer: '2 of 4',
    });
    expect(await rates(history, 'conversionFromFirst')).toEqual({
      call: undefined,
      demo: '5 of 5',
      proof: '2 of 3',
      offer: '2 of 5',
    });
  });

  it('in every mode', async () => {
    for (const mode of ['strict', 'imputed'] as const)
      expect(await rates(history, 'conversionFromPrevious', { mode })).toMatchObject({
        proof: '2 of 3',
        offer: '2 of 4',
      });
  });

  it('and on the basis of the period', async () => {
    const period = parsePeriod('2026-01', { zone: 'UTC', fiscalYearStart: 1 });
    expect(await rates(history, 'conversionFromPrevious', { basis: 'period', period })).toEqual({
      call: undefined,
      demo: '5 of 5',
      proof: '2 of 3',
      offer: '2 of 4',
    });
  });

  it('a step that a later version took away stays a step of the deals that have it', async () => {
    const later = [
      ...history,
      defined(3),
      ...went('f', 3, { demo: 1, proof: 2, offer: 3 }),
      ...went('g', 3, { demo: 1 }),
    ];
    expect(await rates(later, 'conversionFromPrevious')).toEqual({
      // Deals of the third version begin there.
      demo: '5 of 5',
      proof: '3 of 5',
      offer: '3 of 5',
      call: '0 of 0',
    });
    expect(await rates(later, 'conversionFromFirst')).toMatchObject({
      demo: '5 of 5',
      proof: '3 of 5',
      offer: '3 of 7',
    });
  });

  it('a retired step that is not shown is passed over, not lost', async () => {
    const retired = [
      defined(2),
      defined(3, ['call']),
      ...went('a', 2, { call: 1, demo: 2, proof: 3 }),
      ...went('b', 2, { call: 1, demo: 2 }),
    ];
    expect(await rates(retired, 'conversionFromPrevious')).toEqual({
      demo: undefined,
      proof: '1 of 2',
      offer: '0 of 1',
    });
  });

  it('a deal that went on in a later version is held to that one', async () => {
    const changed: readonly Happening[] = [
      defined(1),
      defined(2),
      ...went('a', 1, { call: 1, demo: 2 }),
      {
        type: 'OpportunityPipelineChanged',
        data: {
          opportunityId: 'a',
          from: { pipelineId: 'direct', version: 1, step: 'demo' },
          pipeline: { pipelineId: 'direct', version: 2, steps: versions[2] },
          step: 'proof',
        },
        at: day('2026-01-03'),
      },
    ];
    expect(await rates(changed, 'conversionFromPrevious')).toMatchObject({
      proof: '1 of 1',
      offer: '0 of 1',
    });
  });

  it('whatever deals there are, as many convert as took both steps of their version', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ version: fc.constantFrom<Version[]>(1, 2, 3), entered: fc.nat({ max: 15 }) }),
          { maxLength: 8 },
        ),
        async (deals) => {
          const ways = deals.map(({ version, entered }) => ({
            version: versions[version] as readonly string[],
            // The steps it entered, in order; the first it always has.
            steps: versions[version].filter(
              (_, place) => place === 0 || entered & (1 << place),
            ) as readonly string[],
          }));
          const shown = await rates(
            [
              defined(1),
              defined(2),
              defined(3),
              ...deals.flatMap(({ version }, index) =>
                went(
                  `deal-${index}`,
                  version,
                  Object.fromEntries((ways[index]?.steps ?? []).map((step, at) => [step, at + 1])),
                ),
              ),
            ],
            'conversionFromPrevious',
          );
          for (const step of ['proof', 'offer']) {
            const base = ways.filter(({ version, steps }) => {
              const before = version[version.indexOf(step) - 1];
              return version.includes(step) && before !== undefined && steps.includes(before);
            });
            const came = base.filter(({ steps }) => steps.includes(step));
            expect(shown[step]).toBe(`${came.length} of ${base.length}`);
          }
        },
      ),
      { numRuns: 40 },
    ));
});

describe('a window within which a conversion counts (B25)', () => {
  const won = deal('c').won(day('2026-01-31'), worth('100'));
  const history = [
    defined(2),
    ...went('c', 2, { call: 1, demo: 2, proof: 5, offer: 20 }),
    won,
    ...went('d', 2, { call: 1, demo: 2, proof: 9 }),
    ...went('e', 2, { call: 1, demo: 2 }),
  ];
  const fromLast = (withinDays?: number) =>
    rates(history, 'conversionFromPrevious', withinDays === undefined ? {} : { withinDays });
  const fromFirst = (withinDays: number) => rates(history, 'conversionFromFirst', { withinDays });

  it('is none, unless one is asked for', async () => {
    expect(await fromLast()).toMatchObject({ demo: '3 of 3', proof: '2 of 3', offer: '1 of 2' });
    expect(await funnelOf(history)).not.toHaveProperty('withinDays');
  });

  it('leaves out whoever came later, to the day', async () => {
    expect(await fromLast(15)).toMatchObject({ demo: '3 of 3', proof: '2 of 3', offer: '1 of 2' });
    expect(await fromLast(14)).toMatchObject({ demo: '3 of 3', proof: '2 of 3', offer: '0 of 2' });
    expect(await fromLast(7)).toMatchObject({ proof: '2 of 3' });
    expect(await fromLast(6)).toMatchObject({ proof: '1 of 3' });
    expect(await fromLast(0)).toMatchObject({ demo: '0 of 3', proof: '0 of 3', offer: '0 of 2' });
    expect(await fromFirst(19)).toMatchObject({ proof: '2 of 3', offer: '1 of 3' });
    expect(await fromFirst(18)).toMatchObject({ proof: '2 of 3', offer: '0 of 3' });
  });

  it('counts days where the business does', async () => {
    const late = [
      defined(2),
      ...went('a', 2, { call: 1 }),
      {
        ...deal('a').entered('offer', '2026-01-01T23:30:00.000Z'),
        data: {
          opportunityId: 'a',
          from: 'call',
          to: 'demo',
          direction: 'forward',
          skipped: [],
        },
      } as Happening,
    ];
    const within = (zone: string) =>
      rates(late, 'conversionFromPrevious', {
        withinDays: 0,
        calendar: { zone, fiscalYearStart: 1 },
      });
    expect(await within('UTC')).toMatchObject({ demo: '1 of 1' });
    expect(await within('Europe/Bucharest')).toMatchObject({ demo: '0 of 1' });
  });

  it('is that of the created deals which are won, too; what was won stays what it is', async () => {
    const of = async (withinDays: number) => {
      const { winRate, outcomes, wonValue } = await funnelOf(history, { withinDays });
      return [
        winRate.created.count,
        winRate.createdByValue.percent,
        winRate.closed.percent,
        outcomes.won,
        wonValue.amount,
      ];
    };
    expect(await of(30)).toEqual([1, '100.00', '100.00', 1, 100_00]);
    expect(await of(29)).toEqual([0, '0.00', '100.00', 1, 100_00]);
  });

  it('on the basis of the period counts who came in the period and in time', async () => {
    const period = parsePeriod('2026-01-09..2026-02-01', { zone: 'UTC', fiscalYearStart: 1 });
    const of = (withinDays: number) =>
      rates(history, 'conversionFromPrevious', { basis: 'period', period, withinDays });
    expect(await of(15)).toMatchObject({ proof: '1 of 0', offer: '1 of 1' });
    expect(await of(6)).toMatchObject({ proof: '0 of 0', offer: '0 of 1' });
  });

  it('is printed with the report, and is a number of days', async () => {
    expect((await funnelOf(history, { withinDays: 30 })).withinDays).toBe(30);
    for (const withinDays of [-1, 0.5, Number.NaN])
      await expect(funnelOf(history, { withinDays })).rejects.toThrow(
        'withinDays: expected a whole number of days, zero or more',
      );
  });

  it('is asked of each group as of the whole', async () => {
    const { groups = [] } = await funnelOf(history, { withinDays: 6, groupBy: 'person' });
    expect(groups[0]?.figures.steps[2]?.conversionFromPrevious).toMatchObject({ count: 1, of: 3 });
  });
});
