import { heldDealResumes, type Request } from '../src/index.ts';
import { desk } from './desk.ts';
import { monday, tuesday } from './fixtures.ts';

const opened: Request = {
  aggregate: 'opportunity',
  command: {
    type: 'OpenOpportunity',
    data: {
      opportunityId: 'deal-1',
      partyId: 'ada',
      ownerId: 'ben',
      pipeline: { pipelineId: 'sales', version: 1, steps: ['call', 'offer'] },
      zone: 'Europe/Bucharest',
      at: monday,
    },
  },
};
const held = (until?: string, at = tuesday): Request => ({
  aggregate: 'opportunity',
  command: {
    type: 'HoldOpportunity',
    data: {
      opportunityId: 'deal-1',
      reason: 'budget next year',
      ...(until === undefined ? {} : { until }),
      at,
    },
  },
});
const resumed = (at = tuesday): Request => ({
  aggregate: 'opportunity',
  command: { type: 'ResumeOpportunity', data: { opportunityId: 'deal-1', at } },
});
/** 10 March begins in Bucharest two hours before it begins in London. */
const dayBegins = '2026-03-09T22:00:00.000Z';
const later = '2026-06-01T00:00:00.000Z';

describe('a deal that is on hold until a day', () => {
  const processes = [heldDealResumes()];

  it('goes on as the day begins where its days are counted, whenever the process runs', async () => {
    const { tell, nextDue, meetDeadlines, asked, state } = desk(processes);
    await tell(opened, held('2026-03-10'));
    expect(nextDue()).toBe(dayBegins);
    await meetDeadlines(later);
    expect(asked()).toEqual([['ResumeOpportunity', { opportunityId: 'deal-1', at: dayBegins }]]);
    expect(await state('opportunity', 'deal-1')).toMatchObject({ status: 'open', held: undefined });
  });

  it.each<[string, readonly Request[]]>([
    ['was resumed by hand', [held('2026-03-10'), resumed()]],
    ['is held until nobody knows when', [held('2026-03-10'), held()]],
    [
      'is lost',
      [
        held('2026-03-10'),
        {
          aggregate: 'opportunity',
          command: {
            type: 'LoseOpportunity',
            data: { opportunityId: 'deal-1', reason: 'abandoned', at: tuesday },
          },
        },
      ],
    ],
  ])('is left alone where it %s', async (_, requests) => {
    const { tell, meetDeadlines, asked } = desk(processes);
    await tell(opened, ...requests);
    await meetDeadlines(later);
    expect(asked()).toEqual([]);
  });

  describe('and is merged by mistake', () => {
    const merged = (at: string): Request => ({
      aggregate: 'opportunity',
      command: {
        type: 'MergeOpportunity',
        data: { opportunityId: 'deal-1', survivorId: 'deal-2', at },
      },
    });
    const unmerged = (at: string): Request => ({
      aggregate: 'opportunity',
      command: {
        type: 'UnmergeOpportunity',
        data: { opportunityId: 'deal-1', reason: 'two deals after all', at },
      },
    });

    it('rests for good while it is merged', async () => {
      const { tell, meetDeadlines, asked } = desk(processes);
      await tell(opened, held('2026-03-10'), merged(tuesday));
      await meetDeadlines(later);
      expect(asked()).toEqual([]);
    });

    it.each([
      ['on its day when the merge is taken back before', tuesday, dayBegins],
      [
        'at once when the merge is taken back later',
        '2026-04-01T08:00:00.000Z',
        '2026-04-01T08:00:00.000Z',
      ],
    ])('goes on %s', async (_, at, goesOn) => {
      const { tell, meetDeadlines, asked, state } = desk(processes);
      await tell(opened, held('2026-03-10'), merged(tuesday), unmerged(at));
      await meetDeadlines(later);
      expect(asked()).toEqual([['ResumeOpportunity', { opportunityId: 'deal-1', at: goesOn }]]);
      expect(await state('opportunity', 'deal-1')).toMatchObject({
        status: 'open',
        held: undefined,
      });
    });
  });

  it('goes on on the day that was said last', async () => {
    const { tell, nextDue, meetDeadlines, state } = desk(processes);
    await tell(opened, held('2026-03-10'), resumed(), held('2026-03-20'));
    expect(nextDue()).toBe('2026-03-19T22:00:00.000Z');
    await meetDeadlines('2026-03-15T00:00:00.000Z');
    expect(await state('opportunity', 'deal-1')).toMatchObject({ held: { until: '2026-03-20' } });
  });

  it('is left alone where another day was said that the process has not heard of', async () => {
    const { tell, quietly, meetDeadlines, asked } = desk(processes);
    await tell(opened, held('2026-03-10'));
    await quietly(held('2026-03-20'));
    await meetDeadlines('2026-03-15T00:00:00.000Z');
    expect(asked()).toEqual([]);
  });
});
