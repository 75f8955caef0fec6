import { endOfDay, majorUnits, parsePeriod } from '@presales/kernel';
import type { LeadParameters } from '@presales/projections';
import { leadsOf } from './ask.ts';
import { campaign } from './campaigns.ts';
import { rate } from './deals.ts';
import { neverDid } from './goals.ts';
import { day, type Happening, noon } from './history.ts';
import { lead } from './leads.ts';

const at = noon('2026-03-02');
const a = lead('a');
const b = lead('b');
const c = lead('c');
const utc = { zone: 'UTC', fiscalYearStart: 1 };

describe('leads by source', () => {
  const history = [
    a.captured(at, 'trade-fair'),
    a.marketingQualified(noon('2026-03-03')),
    a.salesQualified(noon('2026-03-04')),
    a.converted(noon('2026-03-05')),
    b.captured(at, 'trade-fair'),
    b.salesQualified(noon('2026-03-04')),
    b.dropped(noon('2026-03-06')),
    c.captured(noon('2026-04-01'), 'social-media'),
    c.marketingQualified(noon('2026-04-02')),
    c.parked(noon('2026-04-03')),
    lead('d').captured(noon('2026-04-04'), 'social-media'),
    lead('e').captured(noon('2026-04-04'), 'social-media'),
  ];

  it('tell how many came, were qualified, converted, dropped and set aside (S20, S21, S22)', async () => {
    const { sources, total } = await leadsOf(history);
    expect(sources).toEqual([
      {
        source: 'social-media',
        leads: 3,
        qualified: 1,
        salesQualified: 0,
        converted: 0,
        disqualified: 0,
        parked: 1,
        conversion: { count: 0, of: 3, percent: '0.00' },
        ofCampaigns: 0,
      },
      {
        source: 'trade-fair',
        leads: 2,
        qualified: 2,
        salesQualified: 2,
        converted: 1,
        disqualified: 1,
        parked: 0,
        conversion: { count: 1, of: 2, percent: '50.00' },
        ofCampaigns: 0,
      },
    ]);
    expect(total).toMatchObject({ leads: 5, qualified: 3, converted: 1, disqualified: 1 });
  });

  it('are broken out by what was said of a source, each with its share of the costs', async () => {
    const expo = campaign('expo');
    const said = (id: string, source: string, sourceDetail?: string, campaignId?: string) =>
      lead(id).captured(at, source, {
        ...(sourceDetail === undefined ? {} : { sourceDetail }),
        ...(campaignId === undefined ? {} : { campaignId }),
      });
    const told = [
      expo.planned(),
      expo.spent('100.00', '2026-03-02'),
      said('a', 'trade-fair', 'Stand 12', 'expo'),
      said('b', 'trade-fair', 'Stand 12', 'expo'),
      said('c', 'trade-fair', 'Stand 7', 'expo'),
      said('d', 'trade-fair'),
      said('e', 'podcast', 'Stand 12'),
    ];
    const lines = async (parameters: Partial<LeadParameters>) => {
      const { by, sources } = await leadsOf(told, { currency: 'EUR', ...parameters });
      return [
        by,
        ...sources.map(({ source, sourceDetail, leads, cost }) =>
          [source, sourceDetail, leads, cost && majorUnits(cost)].join(' '),
        ),
      ];
    };
    expect(await lines({ by: 'source-detail' })).toEqual([
      'source-detail',
      'trade-fair Stand 12 2 66.67',
      'podcast Stand 12 1 0.00',
      'trade-fair  1 0.00',
      'trade-fair Stand 7 1 33.33',
    ]);
    expect(await lines({})).toEqual(['source', 'trade-fair  4 100.00', 'podcast  1 0.00']);
  });

  it('are those captured in a period, whatever became of them after it (S36)', async () => {
    const { total, sources } = await leadsOf(history, { period: parsePeriod('2026-03', utc) });
    expect(total).toMatchObject({ leads: 2, converted: 1 });
    expect(sources.map(({ source }) => source)).toEqual(['trade-fair']);
    const { total: early } = await leadsOf(history, { asOf: day('2026-03-05') });
    expect(early).toMatchObject({ leads: 2, converted: 0 });
  });

  it('count a lead that was ever qualified though it went back to the start', async () => {
    const recycled = [...history, b.reopened(noon('2026-05-01')), b.recycled(noon('2026-05-02'))];
    const { total, standing } = await leadsOf(recycled);
    expect(total).toMatchObject({ qualified: 3, salesQualified: 2, disqualified: 0 });
    expect(standing).toMatchObject({ suspects: 3, salesQualified: 0 });
  });
});

describe('the cost of leads by source (S24)', () => {
  const many = (count: number, campaignId: string, source: 'trade-fair' | 'social-media') =>
    Array.from({ length: count }, (_, index) =>
      lead(`${campaignId}-${source}-${index}`).captured(at, source, { campaignId }),
    );
  const costs = async (history: readonly Happening[], parameters: Partial<LeadParameters> = {}) => {
    const { sources, costWithoutLeads } = await leadsOf(history, {
      currency: 'EUR',
      ...parameters,
    });
    return [
      ...sources.map(({ source, ofCampaigns, cost, costPerLead }) => [
        source,
        ofCampaigns,
        cost && majorUnits(cost),
        costPerLead && majorUnits(costPerLead),
      ]),
      costWithoutLeads && majorUnits(costWithoutLeads),
    ];
  };

  it('is 50 a lead for 1,000 and twenty leads, and for 3,000 and sixty (S24)', async () => {
    // Source: metrics.md section 3, cost per lead: 1,000 / 20 = 50, 3,000 / 60 = 50.
    expect(
      await costs([
        campaign('fair').planned(),
        campaign('fair').spent('1000', '2026-03-01'),
        ...many(20, 'fair', 'trade-fair'),
        campaign('posts').planned(),
        campaign('posts').spent('3000', '2026-03-01'),
        ...many(60, 'posts', 'social-media'),
      ]),
    ).toEqual([
      ['social-media', 60, '3000.00', '50.00'],
      ['trade-fair', 20, '1000.00', '50.00'],
      '0.00',
    ]);
  });

  it('is split by the leads that each source had of a campaign, to the last cent', async () => {
    expect(
      await costs([
        campaign('fair').planned(),
        campaign('fair').spent('100', '2026-03-01'),
        campaign('fair').corrected('-0.01', '2026-03-01'),
        campaign('quiet').spent('7', '2026-03-01'),
        ...many(2, 'fair', 'trade-fair'),
        ...many(1, 'fair', 'social-media'),
        lead('x').captured(at, 'social-media'),
        lead('y').captured(at, 'social-media'),
      ]),
    ).toEqual([['social-media', 1, '33.33', '33.33'], ['trade-fair', 2, '66.66', '33.33'], '7.00']);
  });

  it('leaves no cent of many small campaigns to one source alone', async () => {
    const campaigns = Array.from({ length: 100 }, (_, n) => `ad-${n}`);
    expect(
      await costs(
        campaigns.flatMap((id) => [
          campaign(id).planned(),
          campaign(id).spent('0.01', '2026-03-01'),
          ...many(1, id, 'trade-fair'),
          ...many(1, id, 'social-media'),
        ]),
      ),
    ).toEqual([['social-media', 100, '0.50', '0.01'], ['trade-fair', 100, '0.50', '0.01'], '0.00']);
  });

  it('is nothing for a lead that came before its campaign began', async () => {
    expect(
      await costs([
        campaign('fair').planned('2026-03-03'),
        campaign('fair').spent('100', '2026-03-01'),
        ...many(1, 'fair', 'trade-fair'),
      ]),
    ).toEqual([['trade-fair', 0, '0.00', undefined], '100.00']);
  });

  it('is of the days asked about, at the rate of each day (B7)', async () => {
    const history = [
      rate('USD', 'EUR', '0.5', '2026-01-01'),
      rate('USD', 'EUR', '0.9', '2026-03-02'),
      campaign('fair').planned(),
      campaign('fair').spent('10', '2026-02-28', { currency: 'USD' }),
      campaign('fair').spent('20', '2026-03-01', { currency: 'USD' }),
      campaign('fair').spent('40', '2026-03-31', { currency: 'USD' }),
      campaign('fair').spent('80', '2026-04-01', { currency: 'USD' }),
      ...many(1, 'fair', 'trade-fair'),
    ];
    const [all] = await costs(history);
    expect(all?.[2]).toBe('123.00');
    const [march] = await costs(history, { period: parsePeriod('2026-03', utc) });
    expect(march?.[2]).toBe('46.00');
    const [soon] = await costs(history, { asOf: endOfDay('2026-03-30', 'UTC') });
    expect(soon?.[2]).toBe('15.00');
    const [both] = await costs(history, {
      period: parsePeriod('2026-03', utc),
      asOf: endOfDay('2026-03-30', 'UTC'),
    });
    expect(both?.[2]).toBe('10.00');
  });

  it('is left out without a currency', async () => {
    const report = await leadsOf([
      campaign('fair').spent('100', '2026-03-01'),
      ...many(1, 'fair', 'trade-fair'),
    ]);
    expect(report).not.toHaveProperty('costWithoutLeads');
    expect(report.sources[0]).not.toHaveProperty('cost');
    expect(report.sources[0]?.ofCampaigns).toBe(1);
  });
});

describe('where leads stand', () => {
  const none = {
    suspects: 0,
    marketingQualified: 0,
    salesQualified: 0,
    nurturing: 0,
    parked: 0,
    disqualified: 0,
    converted: 0,
  };
  const standing = async (...history: readonly Happening[]) =>
    (await leadsOf([a.captured(at), ...history])).standing;

  it('is a suspect at first, then qualified for marketing, then for sales (S27, S31, S32)', async () => {
    const mql = a.marketingQualified(noon('2026-03-03'));
    const sql = a.salesQualified(noon('2026-03-04'));
    expect(await standing()).toEqual({ ...none, suspects: 1 });
    expect(await standing(mql)).toEqual({ ...none, marketingQualified: 1 });
    expect(await standing(mql, sql)).toEqual({ ...none, salesQualified: 1 });
    const { standing: before } = await leadsOf([a.captured(at), mql, sql], {
      asOf: noon('2026-03-04'),
    });
    expect(before).toEqual({ ...none, marketingQualified: 1 });
  });

  it('is nurtured until sales has it (S27)', async () => {
    const nurtured = a.nurtured(noon('2026-03-03'));
    expect(await standing(nurtured)).toEqual({ ...none, suspects: 1, nurturing: 1 });
    expect(await standing(nurtured, a.salesQualified(noon('2026-03-04')))).toEqual({
      ...none,
      salesQualified: 1,
    });
    expect(await standing(nurtured, a.recycled(noon('2026-03-04')))).toEqual({
      ...none,
      suspects: 1,
    });
    expect(await standing(nurtured, a.dropped(noon('2026-03-04')))).toEqual({
      ...none,
      disqualified: 1,
    });
  });

  it('is what its last turn made of it (S20, S21)', async () => {
    const parked = a.parked(noon('2026-03-03'));
    expect(await standing(parked)).toEqual({ ...none, parked: 1 });
    expect(await standing(parked, a.resumed(noon('2026-03-04')))).toEqual({ ...none, suspects: 1 });
    expect(await standing(a.dropped(noon('2026-03-03')))).toEqual({ ...none, disqualified: 1 });
    expect(await standing(a.converted(noon('2026-03-03')))).toEqual({ ...none, converted: 1 });
  });

  it('is qualified for marketing at most once sales gave it back (S38)', async () => {
    const given = a.givenTo('ben', noon('2026-03-03'));
    const back = a.rejectedBy('ben', noon('2026-03-05'));
    expect(await standing(given, a.salesQualified(noon('2026-03-04')), back)).toEqual({
      ...none,
      marketingQualified: 1,
    });
    expect(await standing(given, back)).toEqual({ ...none, suspects: 1 });
  });
});

describe('the temperature of leads', () => {
  const history = [
    a.captured(at),
    a.willBuy({ kind: 'immediate' }, '2026-03-02', at),
    b.captured(at),
    b.willBuy({ kind: 'days', days: 60 }, '2026-03-02', at),
    c.captured(at),
    c.willBuy({ kind: 'date', date: '2026-05-31' }, '2026-03-02', at),
    lead('d').captured(at),
    lead('e').captured(at),
    lead('e').willBuy({ kind: 'immediate' }, '2026-03-02', at),
    lead('e').parked(noon('2026-03-03')),
    lead('f').captured(at),
    lead('f').willBuy({ kind: 'immediate' }, '2026-03-02', at),
    lead('f').willBuy({ kind: 'none' }, '2026-03-03', noon('2026-03-03')),
  ];
  const on = async (date: string, parameters: Partial<LeadParameters> = {}) =>
    (await leadsOf(history, { asOf: endOfDay(date, 'UTC'), ...parameters })).temperature;

  it('turns hot as the day comes near, and cold once it has passed (S28, S29, S30)', async () => {
    // Source: B1. Sixty days from 2 March are up on 1 May.
    expect(await on('2026-03-03')).toEqual({ hot: 1, warm: 1, cold: 3 });
    expect(await on('2026-03-17')).toEqual({ hot: 1, warm: 2, cold: 2 });
    expect(await on('2026-04-16')).toEqual({ hot: 1, warm: 2, cold: 2 });
    expect(await on('2026-04-17')).toEqual({ hot: 2, warm: 1, cold: 2 });
    expect(await on('2026-05-02')).toEqual({ hot: 1, warm: 1, cold: 3 });
  });

  it('follows the bands that are asked for, and says them (B1)', async () => {
    const bands = { hotDays: 60, warmDays: 200 };
    expect(await on('2026-03-03', { bands })).toEqual({ hot: 2, warm: 1, cold: 2 });
    expect((await leadsOf(history, { bands })).bands).toEqual(bands);
    expect((await leadsOf(history)).bands).toEqual({ hotDays: 14, warmDays: 75 });
  });

  it('is of a day: there is none without', async () =>
    expect(await leadsOf(history)).not.toHaveProperty('temperature'));
});

describe('how fast a lead is answered', () => {
  const minutes = (after: number) =>
    new Date(Date.parse(at) + after * 60_000 + 59_999).toISOString();
  const response = async (...history: readonly Happening[]) => (await leadsOf(history)).response;

  it('is told from capture to assignment, on to the first contact, and together (S33)', async () => {
    expect(
      await response(a.captured(at), a.givenTo('anna', minutes(10)), a.answered(minutes(40))),
    ).toEqual({
      assignment: { answered: 1, unanswered: 0, p50Minutes: 10, p90Minutes: 10 },
      contactOnceAssigned: { answered: 1, unanswered: 0, p50Minutes: 30, p90Minutes: 30 },
      contact: { answered: 1, unanswered: 0, p50Minutes: 40, p90Minutes: 40 },
    });
  });

  it('is the first contact that reached somebody: no attempt, nothing the lead began (S33)', async () => {
    const { contact } = await response(
      a.captured(at),
      a.reached(minutes(1), { outcome: 'attempted', activityId: 'no-answer' }),
      a.reached(minutes(2), { kind: 'inbound-call', activityId: 'called-us' }),
      a.reached(minutes(3), { kind: 'chat', direction: 'inbound', activityId: 'asked-us' }),
      a.reached(minutes(5), { activityId: 'second' }),
      a.reached(minutes(4), { kind: 'e-mail', direction: 'outbound', activityId: 'first' }),
      a.answered(minutes(9)),
    );
    expect(contact.p50Minutes).toBe(4);
  });

  it('is none by what was recorded by mistake', async () => {
    const { contact } = await response(
      a.captured(at),
      a.reached(minutes(1), { activityId: 'mistake' }),
      neverDid('mistake', minutes(2)),
    );
    expect(contact).toEqual({ answered: 0, unanswered: 1 });
  });

  it('shows who was never answered as open, in no percentile (S33)', async () => {
    const leads = Array.from({ length: 10 }, (_, index) => lead(`lead-${index}`));
    const { contact, assignment } = await response(
      ...leads.map((one) => one.captured(at)),
      ...leads.map((one, index) => one.answered(minutes((index + 1) * 10))),
      a.captured(at),
      b.captured(at),
    );
    expect(contact).toEqual({ answered: 10, unanswered: 2, p50Minutes: 50, p90Minutes: 90 });
    expect(assignment).toEqual({ answered: 0, unanswered: 12 });
  });

  it('takes no time where the contact came before the assignment', async () => {
    const { contactOnceAssigned } = await response(
      a.captured(at),
      a.answered(minutes(5)),
      a.givenTo('anna', minutes(10)),
    );
    expect(contactOnceAssigned).toMatchObject({ answered: 1, p50Minutes: 0 });
  });

  it('counts the first assignment, whoever has the lead later', async () => {
    const { assignment } = await response(
      a.captured(at),
      a.givenTo('anna', minutes(10)),
      a.passedOn('anna', 'ben', minutes(60)),
    );
    expect(assignment.p50Minutes).toBe(10);
  });
});

describe('the hand-off from marketing to sales', () => {
  it('is told person by person: offered, accepted, rejected, not answered yet (S38)', async () => {
    const { handoffs } = await leadsOf([
      a.captured(at),
      a.givenTo('ben', noon('2026-03-03')),
      a.rejectedBy('ben', noon('2026-03-04')),
      a.givenTo('anna', noon('2026-03-05')),
      a.acceptedBy('anna', noon('2026-03-06')),
      b.captured(at),
      b.givenTo('anna', noon('2026-03-03')),
      b.passedOn('anna', 'ben', noon('2026-03-04')),
      c.captured(at),
      c.givenTo('ben', noon('2026-03-03')),
      c.takenFrom('ben', noon('2026-03-04')),
      lead('d').captured(at),
      lead('d').givenTo('ben', noon('2026-03-03')),
      lead('d').dropped(noon('2026-03-04')),
    ]);
    expect(handoffs).toEqual([
      { salespersonId: 'anna', offered: 2, accepted: 1, rejected: 0, pending: 0 },
      { salespersonId: 'ben', offered: 4, accepted: 0, rejected: 1, pending: 1 },
    ]);
  });
});

describe('leads that turn out to be one', () => {
  const history = [
    a.captured(noon('2026-03-05'), 'webinar'),
    b.captured(at, 'trade-fair'),
    b.givenTo('ben', noon('2026-03-03')),
    b.reached(noon('2026-03-04')),
    b.marketingQualified(noon('2026-03-04')),
    a.salesQualified(noon('2026-03-06')),
    b.mergedInto('a', noon('2026-03-10')),
  ];

  it('count once from the first source, with the answers and hand-offs of both (B15)', async () => {
    const { total, sources, response, handoffs, standing } = await leadsOf(history);
    expect(total.leads).toBe(1);
    expect(sources.map(({ source }) => source)).toEqual(['trade-fair']);
    expect(response.contact).toMatchObject({ answered: 1, p50Minutes: 2 * 24 * 60 });
    expect(response.assignment).toMatchObject({ answered: 1, p50Minutes: 24 * 60 });
    expect(handoffs).toMatchObject([{ salespersonId: 'ben', offered: 1, pending: 0 }]);
    expect(standing).toMatchObject({ salesQualified: 1, marketingQualified: 0 });
  });

  it('counted twice as it was known before (B15)', async () => {
    const { total, sources } = await leadsOf(history, { knownAt: day('2026-03-10') });
    expect(total.leads).toBe(2);
    expect(sources).toHaveLength(2);
  });

  it('stand as the one that was there where the survivor was not yet', async () => {
    const { total, standing } = await leadsOf(history, { asOf: day('2026-03-05') });
    expect(total.leads).toBe(1);
    expect(standing).toMatchObject({ marketingQualified: 1 });
  });

  it('know when they will buy by what the merge kept', async () => {
    const absorbed: Happening = {
      type: 'LeadAbsorbed',
      data: {
        leadId: 'a',
        mergedId: 'b',
        consent: 'survivor',
        purchase: { timeframe: { kind: 'immediate' }, statedOn: '2026-03-04' },
      },
      at: noon('2026-03-10'),
    };
    const { temperature } = await leadsOf([...history, absorbed], { asOf: day('2026-03-11') });
    expect(temperature).toEqual({ hot: 1, warm: 0, cold: 0 });
  });

  it('are as cold as before once a duplicate that wants to buy at once turns out to be none', async () => {
    const took = (mergedId: string, at: string, kind?: 'immediate' | 'none'): Happening => ({
      type: 'LeadAbsorbed',
      data: {
        leadId: 'a',
        mergedId,
        consent: 'survivor',
        ...(kind && { purchase: { timeframe: { kind }, statedOn: '2026-03-04' } }),
      },
      at: noon(at),
    });
    const letGo = (mergedId: string): Happening => ({
      type: 'LeadReleased',
      data: { leadId: 'a', mergedId, reason: 'two people' },
      at: noon('2026-03-12'),
    });
    const ofA = async (...happenings: readonly Happening[]) => {
      const history = [a.captured(noon('2026-03-01')), ...happenings];
      const { temperature } = await leadsOf(history, { asOf: day('2026-03-13') });
      return Object.entries(temperature ?? {}).find(([, leads]) => leads === 1)?.[0];
    };
    const tookB = took('b', '2026-03-10', 'immediate');
    expect(await ofA(tookB, letGo('b'))).toBe('cold');
    const hotItself = a.willBuy({ kind: 'immediate' }, '2026-03-11', noon('2026-03-11'));
    expect(await ofA(tookB, hotItself, letGo('b'))).toBe('hot');
    // Somebody else was taken in since: nobody can say any more whose word it is (B15).
    expect(await ofA(tookB, took('c', '2026-03-11'), letGo('b'))).toBe('hot');
    expect(await ofA(took('c', '2026-03-09'), tookB, letGo('c'))).toBe('hot');
    expect(await ofA(tookB, letGo('c'))).toBe('hot');
  });

  it('are no hotter for an older word of a duplicate that was only entered later', async () => {
    const { temperature } = await leadsOf(
      [
        ...history,
        a.willBuy({ kind: 'none' }, '2026-03-08', noon('2026-03-08')),
        b.willBuy({ kind: 'immediate' }, '2026-03-07', noon('2026-03-09')),
      ],
      { asOf: day('2026-03-11') },
    );
    expect(temperature).toEqual({ hot: 0, warm: 0, cold: 1 });
  });
});

describe('the ranking of leads', () => {
  const history = [
    a.captured(at),
    a.scored(10, at),
    a.scored(40, noon('2026-03-03')),
    b.captured(at),
    b.scored(70, at),
    c.captured(at),
    c.scored(40, at),
    lead('d').captured(at),
    lead('d').scored(99, at),
    lead('d').dropped(noon('2026-03-03')),
    lead('e').captured(at),
  ];

  it('has the open leads by their last score, the best first (S34)', async () => {
    expect((await leadsOf(history)).ranking).toEqual({
      model: 'points',
      version: 1,
      unit: 'points',
      leads: [
        { leadId: 'b', score: 70 },
        { leadId: 'a', score: 40 },
        { leadId: 'c', score: 40 },
      ],
    });
    expect((await leadsOf(history, { top: 1 })).ranking?.leads).toHaveLength(1);
  });

  it('is by the model and version that scored last: others do not compare (S34)', async () => {
    const rescored = [...history, c.scored(5, noon('2026-03-04'), 2)];
    expect((await leadsOf(rescored)).ranking).toMatchObject({
      version: 2,
      leads: [{ leadId: 'c', score: 5 }],
    });
    const other = [...history, c.scored(5, noon('2026-03-04'), 1, 'bayes')];
    expect((await leadsOf(other)).ranking).toMatchObject({ model: 'bayes', leads: [{ score: 5 }] });
  });

  it('is none where nothing was scored', async () =>
    expect(await leadsOf([a.captured(at)])).not.toHaveProperty('ranking'));
});
