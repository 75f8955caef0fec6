import {
  convertedLeadOpensOpportunity,
  defaultParkingDays,
  distributedLeadIsAssigned,
  lostDealOffersRecycledLead,
  parkedLeadResumes,
  type Request,
  recycledLeadId,
} from '../src/index.ts';
import { desk } from './desk.ts';
import { monday, opened, pipeline, settings, tuesday, wednesday } from './fixtures.ts';

const captured = (details: { readonly recycledFrom?: string } = {}): Request => ({
  aggregate: 'lead',
  command: {
    type: 'CaptureLead',
    data: {
      leadId: 'lead-1',
      partyId: 'ada',
      source: details.recycledFrom === undefined ? 'webinar' : 'lost-opportunity',
      ...details,
      at: monday,
    },
  },
});
const qualified: Request = {
  aggregate: 'lead',
  command: {
    type: 'QualifyLeadForSales',
    data: { leadId: 'lead-1', salespersonId: 'ben', at: tuesday },
  },
};
const converted: Request = {
  aggregate: 'lead',
  command: {
    type: 'ConvertLead',
    data: { leadId: 'lead-1', opportunityId: 'deal-1', at: wednesday },
  },
};

describe('a distributed lead', () => {
  const define = (teamId?: string): Request => ({
    aggregate: 'leadDistribution',
    command: {
      type: 'DefineDistribution',
      data: {
        distributionId: 'web',
        rule: 'round-robin',
        members: [{ salespersonId: 'ben' }, { salespersonId: 'eva' }],
        ...(teamId === undefined ? {} : { teamId }),
        at: monday,
      },
    },
  });
  const distribute: Request = {
    aggregate: 'leadDistribution',
    command: {
      type: 'DistributeLead',
      data: { distributionId: 'web', leadId: 'lead-1', at: tuesday },
    },
  };

  it.each([
    ['north', { teamId: 'north' }],
    [undefined, {}],
  ])('is assigned to whoever’s turn it was, in team %s (S33)', async (teamId, team) => {
    const { tell, asked } = desk([distributedLeadIsAssigned()]);
    await tell(define(teamId), captured(), distribute);
    expect(asked()).toEqual([
      [
        'AssignLead',
        {
          leadId: 'lead-1',
          salespersonId: 'ben',
          ...team,
          rule: 'round-robin',
          distributionId: 'web',
          at: tuesday,
        },
      ],
    ]);
  });
});

describe('a converted lead', () => {
  const processes = [convertedLeadOpensOpportunity(settings)];

  it('is handed over to sales as a deal of whoever works it (S32, S39, S75)', async () => {
    const { tell, asked, orders } = desk(processes);
    const events = await tell(pipeline, captured(), qualified, converted);
    expect(asked()).toEqual([
      [
        'OpenOpportunity',
        {
          opportunityId: 'deal-1',
          partyId: 'ada',
          ownerId: 'ben',
          pipeline: expect.objectContaining({
            pipelineId: 'sales',
            version: 1,
            steps: ['call', 'visit', 'offer'],
          }),
          origin: { kind: 'lead', id: 'lead-1' },
          zone: 'Europe/Bucharest',
          at: wednesday,
        },
      ],
    ]);
    expect(orders()[0]?.context).toMatchObject({
      actor: 'process:converted-lead-opens-opportunity',
      causationId: events.at(-1)?.id,
      correlationId: 'a-case',
    });
  });

  it('that came back from a lost deal opens one that names it (S26, B13)', async () => {
    const { tell, state } = desk(processes);
    await tell(pipeline, captured({ recycledFrom: 'deal-0' }), qualified, converted);
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      record: { opened: { origin: { kind: 'recycled', id: 'deal-0' } } },
    });
  });

  it('that says nothing of its seller is sold by whoever it is assigned to, or by the house', async () => {
    const { deliver, quietly, tell, asked } = desk(processes);
    await tell(pipeline);
    const [first] = await quietly(captured());
    if (first === undefined) throw new Error('nothing was captured');
    const without = {
      ...first,
      type: 'LeadConverted',
      data: { leadId: 'lead-1', opportunityId: 'deal-1', partyId: 'ada' },
    };
    await deliver(without);
    await quietly(qualified);
    await deliver({ ...without, data: { ...without.data, opportunityId: 'deal-2' } });
    expect(asked()).toMatchObject([
      ['OpenOpportunity', { opportunityId: 'deal-1', ownerId: 'house' }],
      ['OpenOpportunity', { opportunityId: 'deal-2', ownerId: 'ben' }],
    ]);
  });

  it('whose deal somebody opened by hand opens no other', async () => {
    const { tell, refusals, state } = desk(processes);
    await tell(pipeline, captured(), qualified, opened('deal-1'), converted);
    expect(refusals()).toEqual(['opportunity/already-opened']);
    expect(await state('opportunity', 'deal-1')).toMatchObject({
      record: { opened: { origin: { kind: 'direct' } } },
    });
  });

  it('needs the pipeline that the settings name', async () => {
    const { tell } = desk(processes);
    await expect(tell(captured(), qualified, converted)).rejects.toMatchObject({
      code: 'process/unknown-pipeline',
      message: 'pipeline sales, which deals are to be opened in, is not defined',
    });
  });
});

describe('a lost deal', () => {
  const zone = 'Europe/Bucharest';
  const processes = [lostDealOffersRecycledLead({ parkingDays: defaultParkingDays, zone })];
  const lost = (
    reason: 'competitor' | 'no-budget' | 'no-decision' | 'demo-went-wrong' | 'price',
    at = tuesday,
  ): Request => ({
    aggregate: 'opportunity',
    command: { type: 'LoseOpportunity', data: { opportunityId: 'deal-1', reason, at } },
  });

  it.each([
    ['competitor', '2026-08-30', 'bought-from-competitor', undefined],
    ['no-budget', '2026-06-01', 'no-budget-yet', undefined],
    ['no-decision', '2026-06-01', 'no-timeline', undefined],
    ['demo-went-wrong', '2026-04-02', 'other', 'the deal was lost: demo-went-wrong'],
  ] as const)(
    'for %s is offered again as a lead parked until %s (S21, S26)',
    async (reason, until, parking, note) => {
      const { tell, asked, state } = desk(processes);
      const events = await tell(opened('deal-1'), lost(reason));
      const leadId = recycledLeadId('deal-1', events.at(-1)?.id ?? '');
      expect(asked()).toEqual([
        [
          'CaptureLead',
          {
            leadId,
            partyId: 'ada',
            source: 'lost-opportunity',
            recycledFrom: 'deal-1',
            at: tuesday,
          },
        ],
        [
          'ParkLead',
          {
            leadId,
            until,
            reason: parking,
            ...(note === undefined ? {} : { note }),
            zone,
            at: tuesday,
          },
        ],
      ]);
      expect(await state('lead', leadId)).toMatchObject({ status: 'parked', parking: { until } });
    },
  );

  it('counts its days in the zone of the settings', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), lost('demo-went-wrong', '2026-03-03T22:30:00.000Z'));
    expect(asked()[1]).toMatchObject(['ParkLead', { until: '2026-04-03' }]);
  });

  it('for a reason that does not pass stays lost', async () => {
    const { tell, asked } = desk(processes);
    await tell(opened('deal-1'), lost('price'));
    expect(asked()).toEqual([]);
  });

  it('of nobody that is known comes back as no lead', async () => {
    const { tell, asked } = desk(processes);
    const deal = opened('deal-1');
    if (deal.command.type !== 'OpenOpportunity') throw new Error('not opened');
    const { partyId: _, ...data } = deal.command.data;
    await tell(
      { aggregate: 'opportunity', command: { ...deal.command, data } },
      lost('competitor'),
    );
    expect(asked()).toEqual([]);
  });

  it('that is reopened and lost again comes back as another lead', async () => {
    const { tell, asked } = desk(processes);
    await tell(
      opened('deal-1'),
      lost('competitor'),
      {
        aggregate: 'opportunity',
        command: {
          type: 'ReopenOpportunity',
          data: { opportunityId: 'deal-1', reason: 'a mistake', at: tuesday },
        },
      },
      lost('competitor', wednesday),
    );
    const ids = asked().map(([, data]) => (data as { readonly leadId: string }).leadId);
    expect(new Set(ids).size).toBe(2);
    expect(asked().map(([type]) => type)).toEqual([
      'CaptureLead',
      'ParkLead',
      'DisqualifyLead',
      'CaptureLead',
      'ParkLead',
    ]);
  });
});

describe('a parked lead', () => {
  const processes = [parkedLeadResumes({ zone: 'Europe/Bucharest' })];
  const parked = (until: string, at = monday): Request => ({
    aggregate: 'lead',
    command: { type: 'ParkLead', data: { leadId: 'lead-1', until, reason: 'no-timeline', at } },
  });
  const resumed: Request = {
    aggregate: 'lead',
    command: { type: 'ResumeLead', data: { leadId: 'lead-1', at: tuesday } },
  };
  /** The first of April in Bucharest. */
  const april = '2026-03-31T21:00:00.000Z';

  it('is resumed as its day begins, and not before (S21)', async () => {
    const { tell, asked, nextDue, meetDeadlines, state } = desk(processes);
    await tell(captured(), parked('2026-04-01'));
    expect(nextDue()).toBe(april);
    await meetDeadlines('2026-03-31T20:59:59.999Z');
    expect(asked()).toEqual([]);
    await meetDeadlines(april);
    expect(asked()).toEqual([['ResumeLead', { leadId: 'lead-1', at: april }]]);
    expect(await state('lead', 'lead-1')).toMatchObject({ status: 'open' });
    await meetDeadlines('2027-01-01T00:00:00.000Z');
    expect(asked()).toHaveLength(1);
  });

  it('is resumed as of its day, however late the process looks', async () => {
    const { tell, asked, meetDeadlines } = desk(processes);
    await tell(captured(), parked('2026-04-01'));
    await meetDeadlines('2026-09-01T00:00:00.000Z');
    expect(asked()).toEqual([['ResumeLead', { leadId: 'lead-1', at: april }]]);
  });

  it('whose day is moved is resumed on the new one only', async () => {
    const { tell, asked, meetDeadlines } = desk(processes);
    await tell(captured(), parked('2026-04-01'), parked('2026-05-01', tuesday));
    await meetDeadlines('2026-04-20T00:00:00.000Z');
    expect(asked()).toEqual([]);
    await meetDeadlines('2026-05-01T00:00:00.000Z');
    expect(asked()).toEqual([['ResumeLead', { leadId: 'lead-1', at: '2026-04-30T21:00:00.000Z' }]]);
  });

  it('that somebody parked anew meanwhile is left alone', async () => {
    const { tell, quietly, asked, meetDeadlines } = desk(processes);
    await tell(captured(), parked('2026-04-01'));
    await quietly(parked('2026-05-01', tuesday));
    await meetDeadlines(april);
    expect(asked()).toEqual([]);
  });

  it.each<[string, Request]>([
    ['resumed by hand', resumed],
    [
      'disqualified',
      {
        aggregate: 'lead',
        command: {
          type: 'DisqualifyLead',
          data: { leadId: 'lead-1', reason: 'spam', at: tuesday },
        },
      },
    ],
    [
      'recycled',
      {
        aggregate: 'lead',
        command: { type: 'RecycleLead', data: { leadId: 'lead-1', reason: 'anew', at: tuesday } },
      },
    ],
    [
      'merged',
      {
        aggregate: 'lead',
        command: {
          type: 'MergeLead',
          data: { leadId: 'lead-1', survivorId: 'lead-2', at: tuesday },
        },
      },
    ],
  ])('that was %s waits for no day', async (_, request) => {
    const { tell, nextDue } = desk(processes);
    await tell(captured(), parked('2026-04-01'), request);
    expect(nextDue()).toBeUndefined();
  });

  it('that was merged by mistake until after its day resumes at once', async () => {
    const { tell, asked, meetDeadlines } = desk(processes);
    const mistakenUntil = '2026-05-01T08:00:00.000Z';
    await tell(
      captured(),
      parked('2026-04-01'),
      {
        aggregate: 'lead',
        command: {
          type: 'MergeLead',
          data: { leadId: 'lead-1', survivorId: 'lead-2', at: tuesday },
        },
      },
      {
        aggregate: 'lead',
        command: {
          type: 'UnmergeLead',
          data: { leadId: 'lead-1', reason: 'two people', at: mistakenUntil },
        },
      },
    );
    await meetDeadlines('2026-06-01T00:00:00.000Z');
    expect(asked()).toEqual([['ResumeLead', { leadId: 'lead-1', at: mistakenUntil }]]);
  });

  it('that was merged by mistake waits for its day again', async () => {
    const { tell, nextDue, asked, meetDeadlines } = desk(processes);
    await tell(captured(), parked('2026-04-01'));
    const day = nextDue();
    await tell(
      {
        aggregate: 'lead',
        command: {
          type: 'MergeLead',
          data: { leadId: 'lead-1', survivorId: 'lead-2', at: tuesday },
        },
      },
      {
        aggregate: 'lead',
        command: {
          type: 'UnmergeLead',
          data: { leadId: 'lead-1', reason: 'two people', at: tuesday },
        },
      },
    );
    expect(nextDue()).toBe(day);
    await meetDeadlines(april);
    expect(asked()).toEqual([['ResumeLead', { leadId: 'lead-1', at: day }]]);
  });
});
