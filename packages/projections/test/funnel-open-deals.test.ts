import type { PipelineSteps } from '@presales/domain/pipeline';
import { endOfDay } from '@presales/kernel';
import { funnelOf } from './ask.ts';
import { deal, pipelineDefined, worth } from './deals.ts';
import { day, type Happening, noon } from './history.ts';

const at = day('2026-01-05');
const a = deal('a');
const opened = [pipelineDefined(), a.opened({ at })];

describe('a deal on hold', () => {
  const held = [...opened, a.held(noon('2026-01-10'))];
  const onHold = async (history: readonly Happening[], asOf?: string) => {
    const { outcomes } = await funnelOf(history, asOf === undefined ? {} : { asOf });
    return [outcomes.open, outcomes.onHold];
  };

  it('is open, and counted among those at rest until it goes on (S36)', async () => {
    expect(await onHold(opened)).toEqual([1, 0]);
    expect(await onHold(held)).toEqual([1, 1]);
    const resumed = [...held, a.resumed(noon('2026-01-20'))];
    expect(await onHold(resumed)).toEqual([1, 0]);
    expect(await onHold(resumed, noon('2026-01-20'))).toEqual([1, 1]);
  });

  it('rests no more once it is closed, nor when it is opened again', async () => {
    const lost = [...held, a.lost(noon('2026-01-12'))];
    expect(await onHold(lost)).toEqual([0, 0]);
    expect(await onHold([...lost, a.reopened(noon('2026-01-13'), 'call')])).toEqual([1, 0]);
    expect(await onHold([...lost, a.held(noon('2026-01-13'))])).toEqual([0, 0]);
  });

  it('rests on in another pipeline', async () => {
    expect(await onHold([...held, a.wentOnIn('partners', 1, 'call', noon('2026-01-11'))])).toEqual([
      1, 1,
    ]);
  });

  const rested = [
    ...held,
    a.held(noon('2026-01-13')),
    a.resumed(noon('2026-01-20')),
    a.held(noon('2026-01-22')),
    a.wentOnIn('direct', 1, 'visit', noon('2026-01-25')),
    a.lost(noon('2026-01-30')),
  ];

  it('spends its days in its step with or without those at rest, as asked', async () => {
    const days = async (daysOnHold?: 'counted' | 'left-out') =>
      (await funnelOf(rested, daysOnHold === undefined ? {} : { daysOnHold })).steps.map(
        ({ days }) => days.medianDays,
      );
    // From the 5th to the 25th, of which it rested from the 10th to the 20th and from the 22nd on.
    expect(await days()).toEqual([20, 5, undefined]);
    expect(await days('counted')).toEqual([20, 5, undefined]);
    expect(await days('left-out')).toEqual([7, 0, undefined]);
  });

  it('says in its report how days on hold were taken', async () => {
    expect((await funnelOf(rested)).daysOnHold).toBe('counted');
    expect((await funnelOf(rested, { daysOnHold: 'left-out' })).daysOnHold).toBe('left-out');
  });
});

describe('the day that a deal is expected to close on', () => {
  const history = [
    ...opened,
    deal('late').opened({ at, closeOn: '2026-02-01', expected: '70' }),
    deal('late').toCloseOn('2026-02-10', noon('2026-01-20')),
    deal('late').toCloseOn('2026-02-20', noon('2026-02-01')),
    deal('late').toCloseOn('2026-02-15', noon('2026-02-02')),
    deal('new').opened({ at, closeOn: '2026-03-01' }),
    a.toCloseOn('2026-02-28', noon('2026-01-06')),
    deal('won').opened({ at, closeOn: '2026-01-06' }),
    deal('won').toCloseOn('2026-01-08', noon('2026-01-07')),
    deal('won').won(noon('2026-01-09'), worth('1')),
  ];

  it('slips when a later one is said: not when it is said first, nor when it comes nearer', async () => {
    const { openPipeline } = await funnelOf(history);
    expect(openPipeline).toMatchObject({ slipped: 1, slips: 2 });
    const before = await funnelOf(history, { asOf: noon('2026-02-01') });
    expect(before.openPipeline).toMatchObject({ slipped: 1, slips: 1 });
  });

  it('is past due once it is over and the deal is still open, as of the report’s day', async () => {
    const pastDue = async (asOf: string) => {
      const { openPipeline, toReview } = await funnelOf(history, { asOf });
      return [openPipeline.pastDue, toReview.map(({ opportunityId }) => opportunityId)];
    };
    expect(await pastDue(noon('2026-02-15'))).toEqual([0, []]);
    expect(await pastDue(endOfDay('2026-02-15', 'UTC'))).toEqual([1, ['late']]);
    expect(await pastDue(endOfDay('2026-03-31', 'UTC'))).toEqual([3, ['late', 'a', 'new']]);
  });

  it('is listed with what makes it worth a look', async () => {
    const { toReview } = await funnelOf(history, { asOf: endOfDay('2026-02-15', 'UTC') });
    expect(toReview).toEqual([
      {
        opportunityId: 'late',
        ownerId: 'anna',
        step: 'call',
        reasons: ['past-due'],
        expectedCloseOn: '2026-02-15',
        slips: 2,
        expected: { amount: 70_00, currency: 'EUR', scale: 2 },
      },
    ]);
  });

  it('is past no day in a report that stands on none', async () => {
    const { openPipeline, toReview } = await funnelOf(history);
    expect(openPipeline).not.toHaveProperty('pastDue');
    expect(toReview).toEqual([]);
  });

  it('is worth a look too where an open deal counts as certain', async () => {
    const certain = [
      ...history,
      deal('sure').opened({ at, step: 'offer' }),
      deal('sure').given(100, noon('2026-01-06')),
      deal('new').given(100, noon('2026-01-06')),
      deal('won').reopened(noon('2026-01-10'), 'offer', 'won'),
      deal('won').given(100, noon('2026-01-10')),
      deal('won').won(noon('2026-01-11'), worth('1')),
    ];
    const { toReview } = await funnelOf(certain, { asOf: endOfDay('2026-03-01', 'UTC') });
    expect(toReview.map(({ opportunityId, reasons }) => [opportunityId, reasons])).toEqual([
      ['late', ['past-due']],
      ['a', ['past-due']],
      ['new', ['past-due', 'certain']],
      ['sure', ['certain']],
    ]);
  });
});

describe('a step that a pipeline has retired (S74)', () => {
  const withoutVisits: Happening = {
    type: 'PipelineDefined',
    data: {
      pipelineId: 'direct',
      version: 2,
      name: 'Direct sales',
      steps: [
        { step: 'call', name: 'Phone call', probability: 10 },
        { step: 'visit', name: 'Visit', probability: 40, retired: true },
        { step: 'offer', name: 'Offer', probability: 75 },
      ] satisfies PipelineSteps,
    },
    at: noon('2026-02-01'),
  };
  const visited = [...opened, a.entered('visit', noon('2026-01-10')), withoutVisits];
  const shown = async (history: readonly Happening[]) =>
    (await funnelOf(history)).steps.map(({ step }) => step);

  it('is shown as long as an open deal stands there, and no longer', async () => {
    expect(await shown(visited)).toEqual(['call', 'visit', 'offer']);
    expect(await shown([...visited, a.entered('offer', noon('2026-02-02'))])).toEqual([
      'call',
      'offer',
    ]);
    expect(await shown([...visited, a.lost(noon('2026-02-02'))])).toEqual(['call', 'offer']);
  });

  it('can still be asked about: the deals that ever entered it', async () => {
    const gone = [...visited, a.lost(noon('2026-02-02')), deal('b').opened({ at })];
    const { outcomes } = await funnelOf(gone, { enteredStep: 'visit' });
    expect(outcomes).toMatchObject({ created: 1, lost: 1 });
  });

  it('is back when a later version has it again', async () => {
    const back = { ...pipelineDefined(3), at: noon('2026-03-01') };
    expect(await shown([...visited, a.lost(noon('2026-02-02')), back])).toEqual([
      'call',
      'visit',
      'offer',
    ]);
  });
});
