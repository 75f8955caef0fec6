import type { EngagementKind, PocResult } from '@presales/domain/engagement';
import { type Instant, parsePeriod } from '@presales/kernel';
import { engagementsOf } from './ask.ts';
import { deal, worth } from './deals.ts';
import { day, type Happening, noon } from './history.ts';

const at = noon('2026-03-02');
const later = noon('2026-03-10');

/** What can happen in one piece of presales work, told shortly. */
const work = (engagementId: string) => ({
  requested: (opportunityId: string, kind: EngagementKind, on = at): Happening => ({
    type: 'EngagementRequested',
    data: { engagementId, opportunityId, kind, subject: 'please' },
    at: on,
  }),
  requestedFor: (
    subject: { readonly leadId: string } | { readonly inquiryId: string },
    kind: EngagementKind,
    on = at,
  ): Happening => ({
    type: 'EngagementRequested',
    data: { engagementId, ...subject, kind, subject: 'please' },
    at: on,
  }),
  held: (on = later): Happening => ({ type: 'DemoHeld', data: { engagementId }, at: on }),
  failed: (on = later): Happening => ({
    type: 'DemoFailed',
    data: { engagementId, reason: 'technical' },
    at: on,
  }),
  submitted: (late = false): Happening => ({
    type: 'RfpSubmitted',
    data: { engagementId, late, unanswered: 0 },
    at: later,
  }),
  noBid: (): Happening => ({
    type: 'RfpDeclined',
    data: { engagementId, reason: 'not our trade' },
    at: later,
  }),
  concluded: (result: PocResult): Happening => ({
    type: 'PocConcluded',
    data: { engagementId, result, criteria: [{ criterionId: 'speed', result }] },
    at: later,
  }),
  took: (entryId: string, minutes: number, on: Instant = later): Happening => ({
    type: 'EngagementTimeRecorded',
    data: { engagementId, entryId, personId: 'eva', date: '2026-03-10', minutes },
    at: on,
  }),
  tookRather: (entryId: string, from: number, to: number, on: Instant): Happening => ({
    type: 'EngagementTimeCorrected',
    data: { engagementId, entryId, from, to, reason: 'mistyped' },
    at: on,
  }),
});

const won = (id: string) => deal(id).won(noon('2026-04-01'), worth('1'));
const lost = (id: string) => deal(id).lost(noon('2026-04-01'));

describe('work before there is a deal (B41)', () => {
  const converted = (
    leadId: string,
    opportunityId: string,
    on = noon('2026-03-12'),
  ): Happening => ({
    type: 'LeadConverted',
    data: { leadId, opportunityId, partyId: 'acme', salespersonId: 'ana' },
    at: on,
  });
  const followed = (quotationId: string, opportunityId: string): Happening => ({
    type: 'QuotationFollowed',
    data: { quotationId, opportunityId },
    at: noon('2026-03-12'),
  });
  const openedFrom = (inquiryId: string): Happening => ({
    type: 'OpportunityOpened',
    data: {
      opportunityId: 'A',
      ownerId: 'ana',
      openedAt: noon('2026-03-12'),
      pipeline: { pipelineId: 'direct', version: 1, steps: ['call'] },
      step: 'call',
      origin: { kind: 'inquiry', id: inquiryId },
    },
    at: noon('2026-03-12'),
  });
  const quoted = (inquiryId: string, quotationId: string): Happening => ({
    type: 'InquiryItemQuoted',
    data: { inquiryId, itemId: 'i', quotationId, quantity: '1' },
    at: noon('2026-03-11'),
  });
  const shownTo = (id: string, subject: { leadId: string } | { inquiryId: string }) => [
    work(id).requestedFor(subject, 'demonstration'),
    work(id).held(),
    work(id).took(`t-${id}`, 60),
  ];

  it('counts for a lead and an inquiry of which no deal has come', async () => {
    const { kinds, demos, wonDeals } = await engagementsOf([
      ...shownTo('d1', { leadId: 'l1' }),
      ...shownTo('d2', { inquiryId: 'q1' }),
      work('d3').requested('A', 'demonstration'),
    ]);
    expect(kinds).toEqual([
      { kind: 'demonstration', requested: 3, deals: 1, withoutDeal: 2, hours: '2.00' },
    ]);
    expect(demos).toMatchObject({ held: 2, winRate: { count: 0, of: 0 } });
    expect(wonDeals).toEqual({ deals: 0, hours: '0.00' });
  });

  it.each<[string, { leadId: string } | { inquiryId: string }, readonly Happening[]]>([
    ['the lead is converted', { leadId: 'l1' }, [converted('l1', 'A')]],
    [
      'the lead it was merged into is converted',
      { leadId: 'l2' },
      [
        converted('l1', 'A'),
        { type: 'LeadMergedInto', data: { leadId: 'l2', survivorId: 'l1' }, at: later },
      ],
    ],
    [
      'the inquiry’s quotation is followed',
      { inquiryId: 'q1' },
      [quoted('q1', 'Q1'), followed('Q1', 'A')],
    ],
    ['a deal is opened from the inquiry', { inquiryId: 'q1' }, [openedFrom('q1')]],
    [
      'the deal is merged into another one',
      { leadId: 'l1' },
      [converted('l1', 'B'), deal('B').mergedInto('A', noon('2026-03-13'))],
    ],
  ])('is the deal’s once %s', async (_, subject, then) => {
    const history = [...shownTo('d1', subject), ...then, won('A')];
    const { kinds, demos, wonDeals } = await engagementsOf(history);
    expect(kinds).toEqual([{ kind: 'demonstration', requested: 1, deals: 1, hours: '1.00' }]);
    expect(demos.winRate).toEqual({ count: 1, of: 1, percent: '100.00' });
    expect(wonDeals).toEqual({ deals: 1, hours: '1.00', hoursPerDeal: '1.00' });
    const before = await engagementsOf(history, { asOf: noon('2026-03-11') });
    expect(before.kinds).toMatchObject([{ withoutDeal: 1, deals: 0 }]);
  });

  it('is one deal’s, the first that came of the inquiry', async () => {
    const { kinds } = await engagementsOf([
      ...shownTo('d1', { inquiryId: 'q1' }),
      quoted('q1', 'Q1'),
      quoted('q1', 'Q2'),
      followed('Q1', 'A'),
      followed('Q2', 'B'),
      won('B'),
    ]);
    expect(kinds).toMatchObject([{ requested: 1, deals: 1 }]);
  });
});

describe('demonstrations', () => {
  const history = [
    work('d1').requested('A', 'demonstration'),
    work('d1').failed(noon('2026-03-05')),
    work('d1').held(),
    work('d2').requested('A', 'demonstration'),
    work('d2').held(),
    work('d3').requested('B', 'demonstration'),
    work('d3').held(),
    work('d4').requested('C', 'demonstration'),
    work('d4').held(),
    work('d5').requested('D', 'demonstration'),
    work('d5').failed(),
    won('A'),
    lost('B'),
    won('D'),
  ];

  it('are told with the closed deals they were held for, each once (S45)', async () => {
    const { demos } = await engagementsOf(history);
    expect(demos).toEqual({
      held: 4,
      failed: 1,
      winRate: { count: 1, of: 2, percent: '50.00' },
    });
  });

  it('are told as they stood on a day', async () => {
    const { demos } = await engagementsOf(history, { asOf: day('2026-03-06') });
    expect(demos).toEqual({ held: 0, failed: 1, winRate: { count: 0, of: 0 } });
  });

  it('lose their win when it is taken back, or open again', async () => {
    const reversed = [...history, deal('A').reversed(noon('2026-04-02'))];
    expect((await engagementsOf(reversed)).demos.winRate).toMatchObject({ count: 0, of: 2 });
    const reopened = [...history, deal('A').reopened(noon('2026-04-02'), 'call', 'won')];
    expect((await engagementsOf(reopened)).demos.winRate).toMatchObject({ count: 0, of: 1 });
  });

  it('for a duplicate are for the deal it was merged into', async () => {
    const merged = [...history, deal('C').mergedInto('A', noon('2026-04-02'))];
    const { demos, kinds } = await engagementsOf(merged);
    expect(demos.winRate).toMatchObject({ count: 1, of: 2 });
    expect(kinds).toMatchObject([{ kind: 'demonstration', requested: 5, deals: 3 }]);
  });
});

describe('requests for proposal', () => {
  it('are told with those that were late, not bid for, and won (S46)', async () => {
    const { rfps } = await engagementsOf([
      work('r1').requested('A', 'rfp'),
      work('r1').submitted(),
      work('r2').requested('B', 'rfp'),
      work('r2').submitted(true),
      work('r3').requested('C', 'rfp'),
      work('r3').submitted(),
      work('r4').requested('D', 'rfp'),
      work('r4').noBid(),
      won('A'),
      lost('B'),
      won('C'),
      lost('D'),
    ]);
    expect(rfps).toEqual({
      submitted: 3,
      declined: 1,
      late: { count: 1, of: 3, percent: '33.33' },
      winRate: { count: 2, of: 3, percent: '66.67' },
    });
  });
});

describe('proofs of concept', () => {
  it('succeed by those that were met or not met; the others are told apart (S41)', async () => {
    const results: readonly PocResult[] = ['met', 'met', 'met', 'not-met', 'inconclusive'];
    const { proofsOfConcept } = await engagementsOf(
      results.flatMap((result, index) => [
        work(`p${index}`).requested('A', 'proof-of-concept'),
        work(`p${index}`).concluded(result),
      ]),
    );
    expect(proofsOfConcept).toEqual({
      concluded: 5,
      inconclusive: 1,
      success: { count: 3, of: 4, percent: '75.00' },
    });
  });
});

describe('the hours of presales', () => {
  const history = [
    work('a').requested('A', 'discovery'),
    work('a').took('first', 90),
    work('a').took('second', 30),
    work('a').tookRather('second', 30, 50, noon('2026-03-12')),
    work('b').requested('B', 'preparation'),
    work('b').took('first', 60),
    work('c').requested('C', 'preparation', noon('2026-04-05')),
    work('c').took('first', 600),
    won('A'),
    won('B'),
    lost('C'),
  ];

  it('are told by kind of work, as corrected (S43, S44)', async () => {
    expect((await engagementsOf(history)).kinds).toEqual([
      { kind: 'preparation', requested: 2, deals: 2, hours: '11.00' },
      { kind: 'discovery', requested: 1, deals: 1, hours: '2.33' },
    ]);
    const { kinds } = await engagementsOf(history, { asOf: noon('2026-03-12') });
    expect(kinds.map(({ hours }) => hours)).toEqual(['2.00', '1.00']);
  });

  it('are told for the deals that were won, and per deal (S41)', async () => {
    expect((await engagementsOf(history)).wonDeals).toEqual({
      deals: 2,
      hours: '3.33',
      hoursPerDeal: '1.67',
    });
    const { wonDeals } = await engagementsOf(history, { asOf: day('2026-03-31') });
    expect(wonDeals).toEqual({ deals: 0, hours: '0.00' });
  });

  it('are of the work that was asked for in a period', async () => {
    const period = parsePeriod('2026-04', { zone: 'UTC', fiscalYearStart: 1 });
    const report = await engagementsOf(history, { period });
    expect(report.kinds).toMatchObject([{ kind: 'preparation', requested: 1, hours: '10.00' }]);
    expect(report.period).toEqual(period);
  });
});
