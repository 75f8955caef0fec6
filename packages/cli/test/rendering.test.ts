import { money } from '@presales/kernel';
import type {
  CampaignRoiReport,
  CreditedSales,
  DocumentReport,
  FunnelFigures,
  FunnelReport,
  LeadReport,
  Profitability,
  TargetReport,
} from '@presales/projections';
import { bar, sparkline } from '../src/rendering/bars.ts';
import { renderCampaignRoi } from '../src/rendering/campaign-roi.ts';
import { renderDocument } from '../src/rendering/document.ts';
import { renderFunnel } from '../src/rendering/funnel.ts';
import { renderLeads } from '../src/rendering/leads.ts';
import { amountText, countText, percentText, wholeText } from '../src/rendering/numbers.ts';
import { cut, table, widthOf } from '../src/rendering/table.ts';
import { renderTargets } from '../src/rendering/targets.ts';
import { styleOf } from '../src/style.ts';

const plain = styleOf(false);
const euros = (amount: number) => money(amount * 100, 'EUR');

describe('Numbers', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1,000'],
    [-1_234_567, '-1,234,567'],
  ])('%d is written %s', (count, text) => expect(countText(count)).toBe(text));

  it('amounts keep their minor units', () => {
    expect(amountText(money(225_193_000, 'USD'))).toBe('2,251,930.00');
    expect(amountText(money(-5, 'EUR'))).toBe('-0.05');
    expect(amountText(money(1_500, 'JPY'))).toBe('1,500');
  });

  it.each([
    [49, '0'],
    [50, '1'],
    [-49, '0'],
    [-50, '-1'],
    [123_456_750, '1,234,568'],
  ])('%d cents are about %s euros, rounded half away from zero', (cents, text) =>
    expect(wholeText(money(cents, 'EUR'))).toBe(text),
  );

  it('a currency without minor units is whole already', () =>
    expect(wholeText(money(1_500, 'JPY'))).toBe('1,500'));

  it('no percentage is a dash', () => {
    expect(percentText(undefined)).toBe('–');
    expect(percentText('1689.95')).toBe('1,689.95 %');
  });
});

describe('Bars', () => {
  it.each([
    [0, ''],
    [-0.5, ''],
    [0.001, '▏'],
    [0.25, '██'],
    [0.27, '██▏'],
    [0.5, '████'],
    [0.99, '███████▉'],
    [1, '████████'],
    [1.7, '████████'],
  ])('%d of eight characters is %j', (proportion, text) => expect(bar(proportion, 8)).toBe(text));

  it('a sparkline rises from nothing to the highest value', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe('▁▂▃▄▅▆▇█');
    expect(sparkline([-3, 14, 7])).toBe('▁█▅');
    expect(sparkline([0, 0])).toBe('▁▁');
    expect(sparkline([])).toBe('');
  });
});

describe('Tables', () => {
  it('stand numbers at the right and cut what is too long', () => {
    expect(
      table(
        [{ heading: 'Name', most: 6 }, { heading: 'Won', align: 'right' }, { heading: '' }],
        [
          ['Danubius', '7', '█'],
          ['Someș', '1,204', ''],
        ],
      ),
    ).toBe(['Name      Won', 'Danub…      7  █', 'Someș   1,204'].join('\n'));
  });

  it('count characters, not code units', () => {
    expect(widthOf('Someș👍')).toBe(6);
    expect(cut('👍👍👍', 2)).toBe('👍…');
    expect(cut('👍👍', 2)).toBe('👍👍');
  });
});

const answer = {
  position: 38_720n,
  calendar: { zone: 'UTC', fiscalYearStart: 1 },
} as const;

const figures: FunnelFigures = {
  steps: [
    {
      pipelineId: 'deals',
      step: 'call',
      name: 'Phone call',
      reached: 1_200,
      openNow: 40,
      openValue: euros(1),
      weightedValue: euros(1),
      days: { count: 3, meanDays: '3.50', medianDays: 3, unfinished: 1 },
    },
    {
      pipelineId: 'deals',
      step: 'offer',
      name: 'Offer',
      reached: 300,
      conversionFromPrevious: { count: 300, of: 1_200, percent: '25.00' },
      conversionFromFirst: { count: 300, of: 1_200, percent: '25.00' },
      openNow: 5,
      openValue: euros(1),
      weightedValue: euros(1),
      days: { count: 0, unfinished: 5 },
    },
    {
      pipelineId: 'repeat',
      step: 'inquiry',
      name: 'Inquiry',
      reached: 0,
      openNow: 0,
      openValue: euros(0),
      weightedValue: euros(0),
      days: { count: 0, unfinished: 0 },
    },
  ],
  outcomes: { created: 1_200, open: 45, onHold: 0, won: 200, lost: 955, reversed: 3 },
  wonValue: euros(1_000_000),
  wonMargin: euros(210_000),
  wonOfUnknownCost: euros(40_000),
  unknownCostShare: '4.00',
  averageWon: euros(5_000),
  medianWon: euros(4_100),
  winRate: {
    closed: { count: 200, of: 1_155, percent: '17.32' },
    created: { count: 200, of: 1_200, percent: '16.67' },
    closedByValue: { value: euros(1), of: euros(3), percent: '33.33' },
    createdByValue: { value: euros(1), of: euros(4), percent: '25.00' },
  },
  cycle: { won: { count: 200, meanDays: '51.78', medianDays: 57 }, lost: { count: 0 } },
  openPipeline: {
    count: 45,
    expected: euros(90_000),
    weighted: euros(20_500),
    withoutValue: 2,
    withoutProbability: 0,
    slipped: 0,
    slips: 0,
  },
  forecast: {
    closed: euros(1_000_000),
    commit: { own: euros(10_000), cumulative: euros(1_010_000) },
    bestCase: { own: euros(20_000), cumulative: euros(1_030_000) },
    pipeline: { own: euros(50_000), cumulative: euros(1_080_000) },
    omitted: euros(10_000),
  },
};

const funnel: FunnelReport = {
  ...answer,
  ...figures,
  currency: 'EUR',
  mode: 'strict',
  basis: 'period',
  daysOnHold: 'counted',
  losses: [],
  competitors: [],
  toReview: [],
};

describe('The funnel', () => {
  it('as text', () => {
    expect(renderFunnel(funnel, plain)).toBe(
      `Sales funnel in EUR
mode strict · basis period · all time · log position 38,720

deals       Deals                    of last  of first  Open  Days
Phone call  1,200  ████████████████                       40     3
Offer         300  ████              25.00 %   25.00 %     5     –

repeat   Deals                    of last  of first  Open  Days
Inquiry      0                                          0     –
of last, of first: of the deals at that step, those that came here after it

Deals       1,200 opened, 200 won, 955 lost (3 of them reversed wins)
Won value   1,000,000.00 EUR
Won margin  210,000.00 EUR, cost unknown of 4.00 % of the value
Won deal    average 5,000.00 EUR, median 4,100.00 EUR
Win rate    17.32 % of closed, 16.67 % of created, 33.33 % by value
Cycle       won 51.78 days (median 57); lost no days (0)
Pipeline    45 open, expected 90,000.00 EUR
            weighted 20,500.00 EUR, 2 without a value
Forecast    commit 1,010,000.00 EUR, best case 1,030,000.00 EUR
            all 1,080,000.00 EUR`,
    );
  });

  it('says that a margin is unknown when no cost is known', () => {
    const unknown = renderFunnel(
      { ...funnel, unknownCostShare: '100.00', wonMargin: euros(0) },
      plain,
    );
    expect(unknown).toContain('\nWon margin  unknown: no cost is known\n');
  });

  it('tells what is put off, how fast it sells, and what is lost to whom (S37)', () => {
    const loss = (reason: string, deals: number, reversed = false) => ({
      reason,
      reversed,
      deals,
      value: euros(0),
    });
    const text = renderFunnel(
      {
        ...funnel,
        daysOnHold: 'left-out',
        outcomes: { ...figures.outcomes, onHold: 4 },
        openPipeline: { ...figures.openPipeline, slipped: 3, slips: 5, pastDue: 2 },
        velocity: {
          perDay: money(277_778, 'EUR'),
          opportunities: 40,
          averageDeal: euros(25_000),
          winRate: { count: 1, of: 4, percent: '25.00' },
          cycleDays: '90.00',
        },
        losses: [loss('price', 12), loss('refund', 3, true), loss('features', 2), loss('other', 1)],
        competitors: [
          {
            competitor: 'Acme',
            open: 1,
            won: 2,
            lost: 9,
            lostTo: 5,
            winRate: { count: 2, of: 11, percent: '18.18' },
          },
          { competitor: 'Bolt', open: 1, won: 0, lost: 0, lostTo: 0, winRate: { count: 0, of: 0 } },
        ],
      },
      plain,
    );
    expect(text).toContain(
      '\nmode strict · basis period · all time · days without those on hold ·',
    );
    expect(text).toContain(`
Pipeline    45 open (4 on hold), expected 90,000.00 EUR
            weighted 20,500.00 EUR, 2 without a value
            3 put off, 5 times in all; 2 past the expected day
`);
    expect(text).toContain(`
Velocity    2,777.78 EUR a day: 40 open × 25,000.00 × 25.00 % / 90.00 d
Lost for    price 12, refund (reversed) 3, features 2 and 1 more
Lost to     Acme 5`);
    expect(text).not.toContain('Bolt');
  });

  it('lists the deals that somebody should look at by reason, the first of each by name', () => {
    const review = (
      opportunityId: string,
      ...reasons: FunnelReport['toReview'][number]['reasons']
    ) => ({ opportunityId, ownerId: 'ana', step: 'offer', reasons, slips: 0 });
    const text = renderFunnel(
      {
        ...funnel,
        toReview: [
          review('d1', 'quotation-over'),
          review('d2', 'past-due', 'stale'),
          review('d3', 'past-due'),
          review('d4', 'refund-due'),
          review('d5', 'past-due', 'certain'),
          review('5b0f0e1c-6f3b-4b0e-9a53-0d8f7a3c2e11', 'refund-due'),
          review('d6', 'certain'),
          review('d7', 'past-due'),
          review('d8', 'past-due'),
        ],
      },
      plain,
    );
    expect(text.split('\n\n').at(-1)).toBe(
      `To review                Deals
past the expected day        5  d2, d3, d5 and 2 more
at 100 %, not won            2  d5, d6
too long at their step       1  d2
their quotation is over      1  d1
a refund is to be paid       2  d4 and 1 more`,
    );
  });

  it('lists what was accepted and counts nowhere, with the day it was accepted and why', () => {
    const sale = {
      value: { net: euros(1_500), margin: euros(0), netOfUnknownCost: euros(0) },
      acceptedAt: '2026-03-02T22:30:00.000Z',
    };
    const yen = money(90_000, 'JPY');
    const uncounted: FunnelReport['uncounted'] = [
      { ...sale, quotationId: 'q1', partyId: 'acme', why: 'no-deal' },
      { ...sale, quotationId: 'q2', partyId: 'acme', opportunityId: 'd2', why: 'deal-open' },
      { ...sale, quotationId: 'q3', partyId: 'bolt', opportunityId: 'd3', why: 'deal-lost' },
      {
        quotationId: 'q4',
        opportunityId: 'd4',
        why: 'deal-won-otherwise',
        value: { net: yen, margin: yen, netOfUnknownCost: yen },
        acceptedAt: '2026-03-03T09:00:00.000Z',
      },
      { ...sale, quotationId: 'q5', partyId: 'bolt', opportunityId: 'd5', why: 'deal-missing' },
    ];
    const calendar = { zone: 'Europe/Bucharest', fiscalYearStart: 1 };
    const text = renderFunnel({ ...funnel, calendar, uncounted }, plain);
    expect(text.split('\n\n').at(-1)).toBe(
      `Accepted, counted nowhere
quotation  customer  accepted           worth  why
q1         acme      2026-03-03  1,500.00 EUR  followed as no deal
q2         acme      2026-03-03  1,500.00 EUR  its deal is open (d2)
q3         bolt      2026-03-03  1,500.00 EUR  its deal is lost (d3)
q4         –         2026-03-03    90,000 JPY  its deal was won without it (d4)
q5         bolt      2026-03-03  1,500.00 EUR  its deal is not in the funnel (d5)`,
    );
    const many = Array.from({ length: 12 }, (_, at) => ({
      ...sale,
      quotationId: `q${at + 1}`,
      why: 'no-deal' as const,
    }));
    const cutOff = renderFunnel({ ...funnel, uncounted: many }, plain).split('\n');
    expect(cutOff.at(-1)).toBe('… and 2 more');
    expect(cutOff.at(-2)).toMatch(/^q10 /);
    expect(renderFunnel({ ...funnel, uncounted: many.slice(0, 10) }, plain)).not.toContain('…');
  });

  it('says everything that decided its figures', () => {
    const [, definition] = renderFunnel(
      {
        ...funnel,
        asOf: '2025-07-01T00:00:00.000Z',
        knownAt: 12n,
        period: { start: '2025-04-01', end: '2025-07-01', label: '2025-Q2' },
        enteredStep: 'offer',
        pipelineId: 'deals',
        calendar: { zone: 'Europe/Bucharest', fiscalYearStart: 4 },
      },
      plain,
    ).split('\n');
    expect(definition).toBe(
      'mode strict · basis period · 2025-Q2 · pipeline deals · entered offer · before 2025-07-01T00:00:00.000Z · as known at 12 · Europe/Bucharest · fiscal year from month 4 · log position 38,720',
    );
  });

  it('says where a fiscal year begins that begins within a month', () => {
    const british = { zone: 'UTC', fiscalYearStart: 4, fiscalYearStartDay: 6 } as const;
    expect(renderFunnel({ ...funnel, calendar: british }, plain)).toContain(
      ' · fiscal year from month 4, day 6 · ',
    );
    const calendar = { ...british, fiscalYearNamedBy: 'start' } as const;
    expect(renderFunnel({ ...funnel, calendar }, plain)).toContain(
      ' · fiscal year from month 4, day 6 · named by its first day · ',
    );
  });

  it('says within how many days conversions count, where that is asked', () => {
    expect(renderFunnel({ ...funnel, withinDays: 30 }, plain)).toContain(
      ' · conversions within 30 days · ',
    );
  });

  it('groups with bars, and a sparkline over time that leaves out what has no time', () => {
    const of = (wonValue: number): FunnelFigures => ({ ...figures, wonValue: euros(wonValue) });
    const groups = [
      { key: '2025-Q1', name: '2025-Q1', figures: of(500_000) },
      { key: '2025-Q2', name: '2025-Q2', figures: of(250_000) },
      { key: 'open', name: 'open', figures: of(0) },
    ];
    expect(
      renderFunnel({ ...funnel, groupBy: 'closed-quarter', groups }, plain)
        .split('\n')
        .slice(-5)
        .join('\n'),
    ).toBe(
      `by closed-quarter  Deals  Won  Lost  Win rate     Won EUR
2025-Q1            1,200  200   955   17.32 %  500,000.00  ████████████
2025-Q2            1,200  200   955   17.32 %  250,000.00  ██████
open               1,200  200   955   17.32 %        0.00
Won value █▅`,
    );
  });

  it('people and teams with the deals they own, and beside them what they are credited with', () => {
    const credited = {
      won: 3,
      value: euros(1_234),
      margin: euros(100),
      valueOfUnknownCost: euros(0),
    };
    const groups = [
      { key: 'north', name: 'North', figures, credited },
      { key: '', name: 'none', figures: { ...figures, wonValue: euros(0) } },
    ];
    const byTeam = renderFunnel({ ...funnel, groupBy: 'team', groups }, plain);
    expect(byTeam.split('\n').slice(-4).join('\n')).toBe(
      `by team  Opened  Won  Lost  Win rate       Won EUR  Credited
North     1,200  200   955   17.32 %  1,000,000.00  1,234.00
none      1,200  200   955   17.32 %          0.00      0.00
Won: deals that they own; Credited: their shares of what was won`,
    );
  });
});

const sales: CreditedSales = {
  wonDeals: '2.5',
  customers: 2,
  newCustomers: 1,
  revenue: euros(10_000),
  margin: euros(2_500),
  revenueOfUnknownCost: euros(0),
};
const fair: Profitability = {
  ...sales,
  actualCost: euros(5_000),
  leads: 20,
  responses: 31,
  costPerLead: euros(250),
  profit: euros(-2_500),
  roi: '-50.00',
  revenueRoi: '100.00',
};

const { costPerLead: _leads, roi: _roi, revenueRoi: _revenueRoi, ...free } = fair;

describe('Campaign profitability', () => {
  it('says by what a touch loses weight, and how many of the customers wanted are new', () => {
    const report: CampaignRoiReport = {
      ...answer,
      currency: 'EUR',
      by: 'campaign',
      attribution: 'time-decay',
      halfLifeDays: 7,
      decayBy: 'instant',
      lookBackDays: 90,
      campaigns: [
        {
          ...fair,
          campaignId: 'fair',
          name: 'Fair',
          channel: 'event',
          objectives: [
            { of: 'customers', target: '4', actual: '2', percent: '50.00', ofThemNew: 1 },
          ],
        },
      ],
      total: fair,
      unattributed: sales,
      sales,
    };
    const text = renderCampaignRoi(report, plain);
    expect(text).toContain('credit by time-decay (half-life 7 days, to the millisecond)');
    expect(text).toMatch(/Fair +customers, 1 new +2 +4 +50.00 %/);
    expect(renderCampaignRoi({ ...report, decayBy: 'day' }, plain)).toContain(
      'credit by time-decay (half-life 7 days) ',
    );
  });

  it('as text: profits to the right, losses to the left, and what no campaign is credited with', () => {
    const report: CampaignRoiReport = {
      ...answer,
      currency: 'EUR',
      by: 'campaign',
      attribution: 'last',
      lookBackDays: 90,
      campaigns: [
        {
          ...free,
          campaignId: 'mail',
          name: 'Mailing',
          channel: 'letter',
          profit: euros(5_000),
          actualCost: euros(0),
          leads: 0,
        },
        {
          ...fair,
          campaignId: 'fair',
          name: 'Trade fair of the whole district',
          channel: 'event',
          budgetVariance: euros(-1),
        },
      ],
      total: fair,
      unattributed: sales,
      sales,
    };
    expect(renderCampaignRoi(report, plain)).toBe(
      `Campaign profitability in EUR
credit by last · touches within 90 days · all time · log position 38,720

Campaign                 Cost  Margin  Profit       ROI  loss   profit
Mailing                     0   2,500   5,000         –         │███████
Trade fair of the who…  5,000   2,500  -2,500  -50.00 %     ████│

Campaign                Leads  Answers  Won  Cost/lead  Budget left
Mailing                     0       31  2.5          –            –
Trade fair of the who…     20       31  2.5     250.00        -1.00

Together     Won    Revenue    Margin      Cost       ROI
campaigns    2.5  10,000.00  2,500.00  5,000.00  -50.00 %
no campaign  2.5  10,000.00  2,500.00
all sales    2.5  10,000.00  2,500.00`,
    );
  });
});

describe('A document', () => {
  const change = {
    occurredAt: '2025-03-05T09:30:00.000Z',
    recordedAt: '2025-03-05T09:30:00.000Z',
    position: 7n,
    actor: 'ana.pop',
  };

  it('is a quotation with lines, profit, history and document flow (S9, S65)', () => {
    const line = (lineId: string) => ({
      lineId,
      description: 'A laptop',
      quantity: '2',
      unitPrice: euros(100),
    });
    const report: DocumentReport = {
      ...answer,
      document: { kind: 'quotation', id: 'Q1' },
      status: 'partly-accepted',
      view: {
        kind: 'quotation',
        partyId: 'acme',
        version: 2,
        number: 'Q1/2',
        validUntil: '2025-04-10',
        lines: [
          {
            line: line('a'),
            counts: true,
            net: euros(200),
            margin: euros(60),
            marginPercent: '30.00',
            accepted: '1',
          },
          { line: line('b'), counts: true, net: euros(200), rejection: 'price', accepted: '0' },
          { line: line('c'), counts: false },
        ],
        subtotals: [{ net: euros(400), margin: euros(60), netOfUnknownCost: euros(200) }],
        totals: [
          {
            net: euros(400),
            tax: euros(57),
            gross: euros(457),
            payable: euros(460),
            adjustment: euros(3),
            taxes: [
              { rate: '8.5', taxable: euros(200), tax: euros(17) },
              { rate: '20', code: 'S', taxable: euros(200), tax: euros(40) },
            ],
          },
        ],
        calculation: { tax: 'per-rate', rounding: 'half-up' },
        sent: [1, 2],
      },
      changes: [{ ...change, what: 'QuotationSent' }],
      flow: [{ from: { kind: 'quotation', id: 'Q1' }, to: { kind: 'opportunity', id: 'O1' } }],
    };
    expect(renderDocument(report, plain)).toBe(
      `Quotation Q1/2: partly-accepted
customer acme · valid until 2025-04-10 · tax per rate, rounded half-up · log position 38,720

Line  Description  Qty         Net        Margin              Taken
a     A laptop       2      200.00  EUR    60.00  30.00 %         1
b     A laptop       2      200.00  EUR  unknown           rejected
c     A laptop       2  not chosen  EUR
Subtotal 400.00 EUR, margin 60.00 EUR, cost unknown of 200.00 EUR
Tax 8.5 % of 200.00 EUR: 17.00 EUR
Tax S 20 % of 200.00 EUR: 40.00 EUR
To pay 460.00 EUR, rounded by 3.00 EUR

When              Who      What
2025-03-05 09:30  ana.pop  QuotationSent

Document flow
quotation Q1 → opportunity O1`,
    );
  });

  it('is an inquiry with what was asked, answered, quoted and rejected (S6, S7)', () => {
    const report: DocumentReport = {
      ...answer,
      document: { kind: 'inquiry', id: 'I1' },
      status: 'quoted',
      view: {
        kind: 'inquiry',
        partyId: 'acme',
        channel: 'phone',
        header: {},
        items: [
          {
            item: {
              itemId: 'a',
              description: 'A laptop',
              quantity: '2',
              asks: ['price', 'availability'],
            },
            answers: [{ ask: 'availability', answer: 'soon' }],
            quoted: [{ quotationId: 'Q1', quantity: '2' }],
          },
          {
            item: { itemId: 'b', description: 'A dock', asks: ['price'] },
            answers: [],
            quoted: [],
            rejection: 'no longer made',
          },
        ],
      },
      changes: [{ ...change, what: 'InquiryReceived' }],
      flow: [],
    };
    expect(renderDocument(report, plain)).toBe(
      `Inquiry I1: quoted
customer acme · by phone · log position 38,720

Item  Description  Quantity  Asks                   Quoted
a     A laptop            2  price, availability ✓  Q1 (2)
b     A dock                 price                  rejected

When              Who      What
2025-03-05 09:30  ana.pop  InquiryReceived`,
    );
  });
});

describe('Leads', () => {
  const counts = {
    leads: 1_200,
    qualified: 300,
    salesQualified: 100,
    converted: 60,
    disqualified: 400,
    parked: 5,
    conversion: { count: 60, of: 1_200, percent: '5.00' },
  };
  const report: LeadReport = {
    ...answer,
    currency: 'EUR',
    by: 'source',
    bands: { hotDays: 14, warmDays: 75 },
    total: counts,
    sources: [
      { ...counts, source: 'trade-fair', ofCampaigns: 20, costPerLead: euros(50) },
      {
        ...counts,
        source: 'referral',
        leads: 300,
        converted: 0,
        conversion: { count: 0, of: 0 },
        ofCampaigns: 0,
      },
    ],
    costWithoutLeads: euros(7),
    standing: {
      suspects: 700,
      marketingQualified: 30,
      salesQualified: 5,
      nurturing: 9,
      parked: 5,
      disqualified: 400,
      converted: 60,
    },
    temperature: { hot: 3, warm: 12, cold: 720 },
    response: {
      assignment: { answered: 900, unanswered: 300, p50Minutes: 12, p90Minutes: 90 },
      contactOnceAssigned: { answered: 0, unanswered: 900 },
      contact: { answered: 800, unanswered: 400, p50Minutes: 60, p90Minutes: 1_500 },
    },
    handoffs: [{ salespersonId: 'ana.pop', offered: 10, accepted: 7, rejected: 2, pending: 1 }],
    ranking: {
      model: 'points',
      version: 2,
      unit: 'points',
      leads: [{ leadId: 'L00042', score: 1_070 }],
    },
  };

  it('as text: sources, cost and wait (S24, S33, S34, S38)', () => {
    expect(renderLeads(report, plain)).toBe(
      `Leads, costs in EUR
all time · hot up to 14 days, warm up to 75 · log position 38,720

Source      Leads                Qual.  Conv.    Rate  Lost  Cost/lead
trade-fair  1,200  ████████████    300     60  5.00 %   400      50.00
referral      300  ███             300      0       –   400          –

Open      700 suspects, 30 marketing qualified, 5 sales qualified
Others    60 converted, 5 parked, 400 disqualified
Warmth    3 hot, 12 warm, 720 cold
Assigned  half of 900 within 12 min, nine of ten within 1 h 30 min; 300 never
Answered  half of 800 within 1 h 0 min, nine of ten within 1 d 1 h; 400 never
Spent     7.00 on campaigns without a lead

Handed to  Leads  Accepted  Rejected  Pending
ana.pop       10         7         2        1

Best by points 2  Score
L00042            1,070`,
    );
  });

  it('says nothing of what it was not asked or there is not', () => {
    const { currency: _, temperature: __, costWithoutLeads: ___, ranking, ...bare } = report;
    const nobody = { answered: 0, unanswered: 2 };
    const text = renderLeads(
      {
        ...bare,
        sources: [],
        handoffs: [],
        response: { assignment: nobody, contactOnceAssigned: nobody, contact: nobody },
        ...(ranking && {
          ranking: { ...ranking, unit: 'probability', leads: [{ leadId: 'L1', score: 3_349 }] },
        }),
      },
      plain,
    );
    expect(text).toMatch(/^Leads\nall time/);
    expect(text).toContain('\n\nNo leads.\n\nOpen ');
    expect(text).toContain('\nAnswered  none of 2\n');
    expect(text).toContain('\nL1                33.49 %');
    for (const word of ['Warmth', 'Spent', 'Handed']) expect(text).not.toContain(word);
  });
});

describe('Targets', () => {
  const period = { start: '2025-01-01', end: '2025-04-01' };
  const report: TargetReport = {
    ...answer,
    reversals: 'reversal-period',
    holder: { kind: 'team', id: 'north' },
    targets: [
      {
        holder: { kind: 'team', id: 'north' },
        name: 'North',
        metric: { of: 'sales-value' },
        period,
        goal: { in: 'money', amount: euros(100_000) },
        actual: { in: 'money', amount: euros(50_000) },
        gap: { in: 'money', amount: euros(50_000) },
        attainment: '50.00',
      },
      {
        holder: { kind: 'team', id: 'north' },
        name: 'North',
        metric: { of: 'activities', kind: 'visit' },
        period,
        goal: { in: 'count', count: 0 },
        actual: { in: 'count', count: 1_040 },
        gap: { in: 'count', count: -1_040 },
      },
    ],
    sales: {
      currency: 'EUR',
      persons: [
        {
          holder: { kind: 'person', id: 'ana.pop' },
          name: 'ana.pop',
          won: 4,
          value: euros(50_000),
          margin: euros(12_000),
          valueOfUnknownCost: euros(0),
          newCustomers: 3,
          buyers: 4,
          activities: 40,
          attempts: 9,
        },
      ],
      teams: [],
      total: { won: 4, value: euros(50_000), margin: euros(12_000) },
    },
  };

  it('show overlay credit apart from the sales, and none where there is none', () => {
    const overlay = [{ salespersonId: 'eva', won: 2, value: euros(1_500), margin: euros(300) }];
    const listing = {
      currency: 'EUR',
      persons: [],
      teams: [],
      total: { won: 0, value: euros(0), margin: euros(0) },
    };
    expect(renderTargets({ ...report, sales: { ...listing, overlay } }, plain)).toContain(`
Overlay, in no sales  Won     Value  Margin
eva                     2  1,500.00  300.00`);
    expect(renderTargets({ ...report, sales: listing }, plain)).not.toContain('Overlay');
  });

  it('as text', () => {
    expect(renderTargets(report, plain)).toBe(
      `Targets
all time · team north · reversals in the reversal's period · log position 38,720

2025-01-01..2025-04-01  Metric              Goal  Actual  Reached
North                   sales-value  100,000 EUR  50,000  50.00 %  ██████
North                   visit                  0   1,040        –

Person, in EUR  Won      Value     Margin  New
ana.pop           4  50,000.00  12,000.00    3  ████████████`,
    );
  });

  it('say that a margin is unknown where no cost is known', () => {
    const { sales } = report;
    const [person] = sales?.persons ?? [];
    if (sales === undefined || person === undefined) throw new Error('no sales');
    const persons = [{ ...person, margin: euros(0), valueOfUnknownCost: person.value }];
    expect(renderTargets({ ...report, sales: { ...sales, persons } }, plain)).toMatch(
      /ana\.pop +4 +50,000\.00 +unknown +3/,
    );
  });

  it('half-way through show the pace, and for teams the sum of the members', () => {
    const [sales] = report.targets;
    if (sales === undefined) throw new Error('no target');
    const sumOfMembers = {
      members: 2,
      goal: { in: 'money', amount: euros(90_000) },
      actual: { in: 'money', amount: euros(45_000) },
    } as const;
    const targets = [
      { ...sales, pace: '101.12', sumOfMembers },
      { ...sales, name: 'South' },
    ];
    expect(renderTargets({ ...report, targets }, plain)).toContain(
      `2025-01-01..2025-04-01  Metric              Goal  Actual  Reached      Pace
North                   sales-value  100,000 EUR  50,000  50.00 %  101.12 %  ██████
  own targets of 2      sales-value   90,000 EUR  45,000
South                   sales-value  100,000 EUR  50,000  50.00 %         –  ██████
`,
    );
  });

  it('without any says so', () => {
    const { sales: _, ...none } = { ...report, targets: [] };
    expect(renderTargets(none, plain)).toMatch(/\n\nNo targets\.$/);
  });
});

it('every line of a report fits a terminal of eighty columns', () => {
  const wide = (text: string) => text.split('\n').filter((line) => widthOf(line) > 80);
  // The definition is one line of prose and may wrap.
  expect(wide(renderFunnel(funnel, plain))).toEqual([]);
});
