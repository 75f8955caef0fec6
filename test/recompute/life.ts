import { addDays, localDate, money, startOfDay } from '@presales/kernel';
import { open, type Presales } from '@presales/runtime';
import { Chances } from './random.ts';

/** Where the days of the histories are counted. */
export const calendar = { zone: 'Europe/Bucharest', fiscalYearStart: 1 };

const people = ['ana', 'bob', 'cleo'] as const;
const organisations = ['acme', 'globex', 'initech'] as const;
const persons = ['ida', 'jon', 'kim', 'lea'] as const;
const campaigns = ['fair', 'mail', 'posts', 'shows'] as const;
const leads = ['l1', 'l2', 'l3', 'l4', 'l5', 'l6'] as const;
const deals = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7', 'd8', 'd9'] as const;
const engagements = ['1 demo', '2 demo', '3 demo', '4 rfp', '5 rfp', '6 proof', '7 proof'] as const;
const steps = ['call', 'visit', 'offer'] as const;
const products = ['anvil', 'bolt', 'crate', 'drill'] as const;
const productGroups = ['iron', 'wood'] as const;
/** The quotations that are sent and answered. */
const offers = ['q1', 'q2', 'q3'] as const;
const orders = ['o1', 'o2'] as const;
const anybody = [...organisations, ...persons] as const;

/** The steps of the second version: one is new, and one is gone. */
const newSteps = ['call', 'demo', 'offer'] as const;

const asDefined = (name: string, place: number) => ({
  step: name,
  name,
  probability: 10 + 30 * place,
});

/**
 * A little firm's half year, as a seed has it: who is a contact of whom, campaigns and their costs,
 * touches, leads, deals that are won, adjusted, taken back and merged, credit, teams, targets. Much of
 * it is entered late, or for a day without a time; what the rules refuse does not happen.
 */
export const live = async (seed: number, turns = 150): Promise<Presales> => {
  const chances = new Chances(seed);
  let clock = Date.parse('2026-01-05T07:00:00.000Z');
  const now = (): string => new Date(clock).toISOString();
  const presales = await open({
    eventLog: 'memory:',
    actor: 'recompute',
    calendar,
    now,
    project: false,
  });
  await settle(presales, chances);
  for (let turn = 0; turn < turns; turn += 1) {
    clock += chances.below(72) * 3_600_000 + chances.below(3_600_000);
    await happen(presales, chances, turn, momentFor(chances, now()));
    await happenBeside(presales, chances, turn, momentFor(chances, now()));
    await trade(presales, chances, turn, momentFor(chances, now()));
  }
  for (const quotationId of quotations) await draft(presales, chances, quotationId, now());
  return presales;
};

/** The quotations that are drafted in the end. */
export const quotations = ['Q1', 'Q2', 'Q3'] as const;

/** A quotation of some lines with discounts and taxes: some of its lines are changed or taken out. */
const draft = async (
  presales: Presales,
  chances: Chances,
  quotationId: string,
  at: string,
): Promise<void> => {
  await presales.quotation({
    type: 'DraftQuotation',
    data: {
      quotationId,
      partyId: 'acme',
      sellerZone: calendar.zone,
      calculation: {
        tax: chances.of(['per-rate', 'per-line']),
        rounding: chances.of(['half-even', 'half-up']),
      },
      at,
    },
  });
  for (const lineId of ['b', 'a', 'd', 'c', 'f', 'e']) {
    const line = lineOf(chances, lineId);
    await presales.quotation({ type: 'AddQuotationLine', data: { quotationId, line, at } });
    if (chances.percent(25))
      await presales.quotation({
        type: 'ChangeQuotationLine',
        data: { quotationId, line: lineOf(chances, lineId, line.unitPrice.currency), at },
      });
    if (chances.percent(15))
      await presales.quotation({ type: 'RemoveQuotationLine', data: { quotationId, lineId, at } });
  }
  if (chances.percent(80))
    await presales.quotation({
      type: 'DiscountQuotation',
      data: {
        quotationId,
        discount: chances.percent(50)
          ? { kind: 'percent', rate: chances.of([1_000, 333, 10_000, 1 + chances.below(9_000)]) }
          : { kind: 'amount', amounts: [money(chances.below(80_000), chances.of(['EUR', 'USD']))] },
        at,
      },
    });
};

const lineOf = (
  chances: Chances,
  lineId: string,
  currency = chances.percent(70) ? 'EUR' : 'USD',
) => {
  const quantity = chances.of(['1', '3', '0.5', '17.25']);
  const unitPrice = chances.percent(30)
    ? { amount: chances.below(90_000), currency, scale: 4 }
    : money(chances.below(60_000) - (chances.percent(15) ? 60_000 : 0), currency);
  const { amount, scale } = unitPrice;
  // No more comes off a line than it comes to.
  const most = Math.floor((Math.abs(amount) * Number(quantity)) / 10 ** (scale - 2));
  return {
    lineId,
    description: lineId,
    quantity,
    unitPrice,
    ...(chances.percent(30)
      ? { discount: chances.of([500, 1_250, 3_333]) }
      : chances.percent(30) && { discountAmount: money(chances.below(most + 1), currency) }),
    ...(chances.percent(60) && {
      unitCost: {
        amount: money(chances.below(30_000), currency),
        source: 'accounting' as const,
      },
    }),
    ...(chances.percent(80) && {
      tax: chances.of([
        { rate: '19', included: false },
        { rate: '8.875', included: false },
        { rate: '7', included: true },
        { rate: 1_900, included: true },
        [
          { rate: '5', included: false, code: 'GST' },
          { rate: '9.975', included: false, code: 'QST', compound: true as const },
        ],
        [
          { rate: '5', included: true, code: 'GST' },
          { rate: '9.975', included: true, code: 'QST', compound: true as const },
          { rate: '1.5', included: true, code: 'levy' },
        ],
      ]),
    }),
  };
};

/** When something is said to have happened: now, before, or on a day without a time. */
const momentFor = (chances: Chances, now: string): string => {
  const draw = chances.below(100);
  const on = localDate(now, calendar.zone);
  if (draw < 55) return now;
  if (draw < 70) return startOfDay(on, calendar.zone);
  // The day begins later in UTC: shortly after midnight it is still to come there (B22).
  if (draw < 78) return `${on}T00:00:00.000Z` <= now ? `${on}T00:00:00.000Z` : now;
  const before = addDays(on, -chances.below(45));
  if (draw < 90) return startOfDay(before, calendar.zone);
  const then = `${before}T${10 + chances.below(10)}:30:00.000Z`;
  return then <= now ? then : now;
};

/** What is there before anything happens. */
const settle = async (presales: Presales, chances: Chances): Promise<void> => {
  const at = '2025-12-01T00:00:00.000Z';
  await presales.pipeline({
    type: 'DefinePipeline',
    data: { pipelineId: 'direct', name: 'Direct', steps: steps.map(asDefined), at },
  });
  await presales.pipeline({
    type: 'DefinePipeline',
    data: { pipelineId: 'direct', name: 'Direct', steps: newSteps.map(asDefined), at },
  });
  for (const [rateDate, rate] of [
    ['2025-06-01', '0.9137'],
    ['2026-02-01', '0.8755'],
    ['2026-04-01', '0.9001'],
  ] as const)
    await presales.exchangeRate({
      type: 'PublishExchangeRate',
      data: { from: 'USD', to: 'EUR', rate, rateDate, source: 'bank', at },
    });
  for (const partyId of anybody)
    await presales.party({
      type: 'RegisterParty',
      data: {
        partyId,
        details: {
          kind: organisations.some((one) => one === partyId) ? 'organisation' : 'person',
          name: partyId,
        },
        existingCustomer: chances.percent(15),
        at: chances.percent(50) ? at : '2024-05-05T00:00:00.000Z',
      },
    });
  for (const productId of products)
    await presales.product({
      type: 'ListProduct',
      data: {
        productId,
        kind: 'product',
        name: productId,
        ...(chances.percent(60) && { group: chances.of(productGroups) }),
        at,
      },
    });
  for (const campaignId of campaigns)
    await presales.campaign({
      type: 'PlanCampaign',
      data: {
        campaignId,
        name: campaignId,
        channel:
          campaignId === 'posts' ? 'social-media' : campaignId === 'mail' ? 'e-mail' : 'trade-fair',
        startsOn: '2026-01-15',
        at,
      },
    });
  for (const teamId of ['north', 'south'])
    await presales.team({ type: 'CreateTeam', data: { teamId, name: teamId, at } });
  for (const salespersonId of people)
    await presales.team({
      type: 'JoinTeam',
      data: {
        teamId: chances.of(['north', 'south']),
        salespersonId,
        from: '2026-01-01',
        at,
      },
    });
  for (const goods of [
    undefined,
    { kind: 'product', id: 'anvil' },
    { kind: 'group', id: 'iron' },
  ] as const)
    for (const metric of [
      { of: 'sales-value', goods },
      { of: 'margin', goods },
    ] as const)
      for (const holder of [
        { kind: 'person', id: 'ana' },
        { kind: 'team', id: 'north' },
      ] as const)
        await presales.target({
          type: 'SetTarget',
          data: {
            holder,
            metric,
            period: { start: '2026-01-01', end: '2026-07-01' },
            goal: { in: 'money', amount: money(1_000_000, 'EUR') },
            at,
          },
        });
  for (const metric of ['new-customers', 'buyers', 'leads', 'activities'] as const)
    await presales.target({
      type: 'SetTarget',
      data: {
        holder: { kind: 'team', id: 'north' },
        metric: { of: metric },
        period: { start: '2026-01-01', end: '2026-04-01' },
        goal: { in: 'count', count: 10 },
        at,
      },
    });
};

/** A deal's value in cents: round, or not. */
const worth = (chances: Chances) => {
  const net = chances.percent(50) ? 1 + chances.below(3) : chances.below(500_000);
  const unknown = chances.percent(30) ? net : 0;
  const currency = chances.percent(30) ? 'USD' : 'EUR';
  return {
    net: money(net, currency),
    margin: money(unknown > 0 ? 0 : Math.floor((net * (chances.below(120) - 20)) / 100), currency),
    netOfUnknownCost: money(unknown, currency),
  };
};

const splitOf = (chances: Chances) => {
  const first = 1 + chances.below(9_998);
  return chances.percent(40)
    ? [
        { salespersonId: 'cleo', share: 3_333 },
        { salespersonId: 'ana', share: 3_333 },
        { salespersonId: 'bob', share: 3_334 },
      ]
    : [
        { salespersonId: 'ana', share: first },
        { salespersonId: 'bob', share: 10_000 - first },
      ];
};

/** One more thing happens, or is refused. */
const happen = async (
  presales: Presales,
  chances: Chances,
  turn: number,
  at: string,
): Promise<void> => {
  const id = `t${turn}`;
  const [deal, lead, party] = [chances.of(deals), chances.of(leads), chances.of(anybody)];
  const [campaignId, person] = [chances.of(campaigns), chances.of(people)];
  const opportunityId = deal;
  const draw = chances.below(100);
  if (draw < 14)
    await presales.opportunity({
      type: 'OpenOpportunity',
      data: {
        opportunityId,
        ...(chances.percent(92) && { partyId: party }),
        ownerId: person,
        ...(chances.percent(40) && { productId: chances.of(products) }),
        pipeline: chances.percent(70)
          ? { pipelineId: 'direct', version: 1, steps: [...steps] }
          : { pipelineId: 'direct', version: 2, steps: [...newSteps] },
        ...(chances.percent(60) && { expectedValue: money(chances.below(900_000), 'EUR') }),
        at,
      },
    });
  else if (draw < 22)
    await presales.opportunity({
      type: 'MoveOpportunity',
      data: { opportunityId, step: chances.of([...steps, 'demo']), at },
    });
  else if (draw < 33)
    await presales.opportunity({
      type: 'WinOpportunity',
      data: {
        opportunityId,
        value: worth(chances),
        ...(chances.percent(60)
          ? { quotationId: chances.of(offers) }
          : chances.percent(40) && { shopOrderId: chances.of(orders) }),
        at,
      },
    });
  else if (draw < 36)
    await presales.opportunity({
      type: 'ExtendWin',
      data: {
        opportunityId,
        value: worth(chances),
        ...(chances.percent(80)
          ? { quotationId: chances.of(offers) }
          : { shopOrderId: chances.of(orders) }),
        at,
      },
    });
  else if (draw < 38)
    await presales.opportunity({
      type: 'LoseOpportunity',
      data: { opportunityId, reason: chances.of(['price', 'competitor']), at },
    });
  else if (draw < 41)
    await presales.opportunity({
      type: 'ReverseWin',
      data: { opportunityId, reason: 'refund', at },
    });
  else if (draw < 44)
    await presales.opportunity({
      type: 'AdjustWin',
      data: {
        opportunityId,
        value: worth(chances),
        reason: 'refund',
        ...(chances.percent(50)
          ? { quotationId: chances.of(offers) }
          : chances.percent(20) && { shopOrderId: chances.of(orders) }),
        at,
      },
    });
  else if (draw < 47)
    await presales.opportunity({
      type: 'ReopenOpportunity',
      data: { opportunityId, reason: 'by mistake', at },
    });
  else if (draw < 49)
    await presales.opportunity({
      type: 'ReviseOpportunityValue',
      data: { opportunityId, expectedValue: worth(chances).net, at },
    });
  else if (draw < 51)
    await presales.opportunity({
      type: 'ChangeOpportunityOwner',
      data: { opportunityId, ownerId: person, reason: 'holidays', at },
    });
  else if (draw < 54)
    await presales.opportunity({
      type: 'AllocateCredit',
      data: {
        opportunityId,
        credit: splitOf(chances),
        effectiveFrom: localDate(at, calendar.zone),
        at,
      },
    });
  else if (draw < 55)
    await presales.opportunity({
      type: 'CorrectCredit',
      data: { opportunityId, credit: splitOf(chances), reason: 'by mistake', at },
    });
  else if (draw < 57)
    await presales.opportunity(
      chances.percent(60)
        ? { type: 'HoldOpportunity', data: { opportunityId, reason: 'no budget', at } }
        : { type: 'ResumeOpportunity', data: { opportunityId, at } },
    );
  else await happenElsewhere(presales, chances, { id, at, deal, lead, party, campaignId, person });
};

/** What goes on beside deals and leads: when they are expected, overlay credit, answers that were none. */
const happenBeside = async (
  presales: Presales,
  chances: Chances,
  turn: number,
  at: string,
): Promise<void> => {
  const [opportunityId, leadId, person] = [
    chances.of(deals),
    chances.of(leads),
    chances.of(people),
  ];
  const on = localDate(at, calendar.zone);
  const draw = chances.below(100);
  if (draw < 20)
    await presales.opportunity({
      type: 'SetExpectedCloseDate',
      data: { opportunityId, closeOn: addDays(on, chances.below(60)), at },
    });
  else if (draw < 32)
    await presales.opportunity({
      type: 'AllocateOverlayCredit',
      data: {
        opportunityId,
        shares: chances.percent(15)
          ? []
          : [
              { salespersonId: 'dora', share: 1 + chances.below(10_000) },
              ...(chances.percent(40) ? [{ salespersonId: person, share: 5_000 }] : []),
            ],
        effectiveFrom: on,
        at,
      },
    });
  else if (draw < 35)
    await presales.opportunity({
      type: 'CorrectCredit',
      data: {
        opportunityId,
        credit: splitOf(chances),
        overlay: [{ salespersonId: 'dora', share: 1 + chances.below(10_000) }],
        reason: 'by mistake',
        at,
      },
    });
  else if (draw < 42)
    await presales.lead({ type: 'AssignLead', data: { leadId, salespersonId: person, at } });
  else if (draw < 50)
    await presales.activity({
      type: 'LogActivity',
      data: {
        activityId: `b${turn}`,
        kind: 'outbound-call',
        performerId: person,
        subject: { leadId },
        outcome: 'reached',
        at,
      },
    });
  else if (draw < 56)
    await presales.activity({
      type: 'VoidActivity',
      data: {
        activityId: chances.of(['t', 'b']) + chances.below(turn + 1),
        reason: 'by mistake',
        at,
      },
    });
  else await workOn(presales, chances, turn, at);
};

/** Quotations of some products are sent, taken as a whole or in part, revised, revoked; orders change. */
const trade = async (
  presales: Presales,
  chances: Chances,
  turn: number,
  at: string,
): Promise<void> => {
  const [quotationId, shopOrderId] = [chances.of(offers), chances.of(orders)];
  const version = chances.of([1, 1, 2, 2, 3]);
  const on = localDate(at, calendar.zone);
  const rates = {
    base: 'EUR',
    rateDate: on,
    source: 'bank',
    rates: [{ currency: 'USD', rate: chances.of(['0.9', '0.8713']) }],
  };
  const draw = chances.below(100);
  if (draw < 10) {
    await presales.quotation({
      type: 'DraftQuotation',
      data: { quotationId, partyId: 'acme', sellerZone: calendar.zone, at },
    });
    for (const lineId of ['b', 'a', 'd', 'c'])
      await presales.quotation({
        type: 'AddQuotationLine',
        data: { quotationId, line: ofProduct(chances, lineId), at },
      });
    if (chances.percent(40))
      await presales.quotation({
        type: 'DiscountQuotation',
        data: {
          quotationId,
          discount: chances.percent(50)
            ? { kind: 'percent', rate: 333 }
            : { kind: 'amount', amounts: [money(1 + chances.below(9_000), 'EUR')] },
          at,
        },
      });
  } else if (draw < 24)
    await presales.quotation({
      type: 'SendQuotation',
      data: {
        quotationId,
        validUntil: addDays(on, 10 + chances.below(90)),
        ...(chances.percent(40) && { rates, freezeRates: true }),
        at,
      },
    });
  else if (draw < 44) {
    await presales.quotation({
      type: 'AcceptQuotationItems',
      data: {
        quotationId,
        version,
        acceptanceId: `t${turn}`,
        items: [
          { lineId: chances.of(['a', 'b']), quantity: chances.of(['0.5', '1', '3']) },
          ...(chances.percent(40)
            ? [{ lineId: chances.of(['c', 'd']), quantity: chances.of(['0.5', '1']) }]
            : []),
        ],
        ...(chances.percent(70) && { rates }),
        ...(chances.percent(30) && { policy: { moreThanQuoted: true, olderVersions: false } }),
        at,
      },
    });
    // More of it is a further sale of the deals that it has won.
    for (const opportunityId of deals)
      await presales.opportunity({
        type: chances.percent(40) ? 'WinOpportunity' : 'ExtendWin',
        data: { opportunityId, quotationId, value: worth(chances), at },
      });
  } else if (draw < 51)
    await presales.quotation(
      chances.percent(60)
        ? { type: 'AcceptQuotation', data: { quotationId, version, rates, at } }
        : {
            type: 'AcceptQuotationLate',
            data: { quotationId, version, reason: 'the holidays', rates, at },
          },
    );
  else if (draw < 57)
    await presales.quotation({
      type: 'ReviseQuotation',
      data: { quotationId, reason: 'they want less', at },
    });
  else if (draw < 61)
    await presales.quotation({
      type: 'RevokeAcceptance',
      data: { quotationId, version, reason: 'by mistake', at },
    });
  else if (draw < 64)
    await presales.quotation({
      type: 'RejectQuotationItem',
      data: {
        quotationId,
        version,
        lineId: chances.of(['a', 'b', 'c', 'd']),
        rejection: { by: 'customer', reason: 'price' },
        at,
      },
    });
  else if (draw < 67)
    await presales.quotation({ type: 'ExpireQuotation', data: { quotationId, at } });
  else if (draw < 84)
    await presales.opportunity({
      type: chances.percent(85) ? 'SelectPrimaryQuotation' : 'UnlinkQuotation',
      data: { opportunityId: chances.of(deals), quotationId, at },
    });
  else if (draw < 90)
    await presales.shopOrder({
      type: 'ReceiveShopOrder',
      data: {
        shopOrderId,
        partyId: 'acme',
        lines: ['a', 'b', 'c'].map((lineId) => orderLine(chances, lineId)),
        ...(chances.percent(60) && { opportunityId: chances.of(deals) }),
        at,
      },
    });
  else if (draw < 92)
    await presales.shopOrder({
      type: 'LinkShopOrder',
      data: { shopOrderId, opportunityId: chances.of(deals), at },
    });
  else if (draw < 94)
    await presales.shopOrder({
      type: 'RecordShopOrderPayment',
      data: { shopOrderId, paymentId: `t${turn}`, amount: money(400_000, 'EUR'), at },
    });
  else if (draw < 96)
    await presales.shopOrder({
      type: 'RecordShopOrderRefund',
      data: {
        shopOrderId,
        refundId: `t${turn}`,
        amount: money(1 + chances.below(20_000), 'EUR'),
        returned: [{ lineId: chances.of(['a', 'b']), quantity: '1' }],
        at,
      },
    });
  else if (draw < 97)
    await presales.shopOrder({
      type: 'ChangeShopOrder',
      data: {
        shopOrderId,
        changeId: `t${turn}`,
        lines: ['a', 'b', 'd'].map((lineId) => orderLine(chances, lineId)),
        at,
      },
    });
  else if (draw < 98)
    await presales.shopOrder({
      type: 'CancelShopOrder',
      data: { shopOrderId, reason: 'customer-request', at },
    });
  else
    await presales.product({
      type: 'ChangeProductGroup',
      data: { productId: chances.of(products), group: chances.of(productGroups), at },
    });
};

/** A line of a quotation, of some product or of none. */
const ofProduct = (chances: Chances, lineId: string) => {
  const line = lineOf(chances, lineId);
  return { ...line, ...(chances.percent(80) && { productId: chances.of(products) }) };
};

const orderLine = (chances: Chances, lineId: string) => ({
  lineId,
  description: lineId,
  quantity: chances.of(['1', '3', '2.5']),
  unitPrice: money(1 + chances.below(40_000), 'EUR'),
  ...(chances.percent(30) && { discount: 1_250 }),
  ...(chances.percent(70) && { productId: chances.of(products) }),
  ...(chances.percent(60) && {
    unitCost: { amount: money(chances.below(30_000), 'EUR'), source: 'accounting' as const },
  }),
});

/** Presales work of some kinds is asked for, done and timed. */
const workOn = async (
  presales: Presales,
  chances: Chances,
  turn: number,
  at: string,
): Promise<void> => {
  const engagementId = chances.of(engagements);
  const [, kind] = engagementId.split(' ');
  const on = localDate(at, calendar.zone);
  const draw = chances.below(100);
  if (draw < 35) {
    const subject = chances.below(10);
    await presales.engagement({
      type: 'RequestEngagement',
      data: {
        engagementId,
        ...(subject < 7 ? { opportunityId: chances.of(deals) } : { leadId: chances.of(leads) }),
        kind: kind === 'rfp' ? 'rfp' : kind === 'proof' ? 'proof-of-concept' : 'demonstration',
        subject: 'what we have',
        at,
      },
    });
    await presales.engagement({
      type: 'AcceptEngagement',
      data: { engagementId, specialistId: 'eva', at },
    });
  } else if (draw < 50)
    await presales.engagement({
      type: 'RecordEngagementTime',
      data: {
        engagementId,
        entryId: `x${turn % 20}`,
        personId: 'eva',
        date: on,
        minutes: 1 + chances.below(300),
        at,
      },
    });
  else if (draw < 55)
    await presales.engagement({
      type: 'CorrectEngagementTime',
      data: {
        engagementId,
        entryId: `x${chances.below(20)}`,
        minutes: chances.below(100),
        reason: 'by mistake',
        at,
      },
    });
  else if (kind === 'demo') {
    await presales.engagement({
      type: 'ScheduleDemo',
      data: { engagementId, scheduledFor: at, at },
    });
    await presales.engagement(
      chances.percent(60)
        ? { type: 'HoldDemo', data: { engagementId, at } }
        : { type: 'FailDemo', data: { engagementId, reason: 'technical', at } },
    );
  } else if (kind === 'rfp') {
    const dueAt = `${addDays(on, chances.below(15))}T10:00:00.000Z`;
    const questions = [{ questionId: 'how', question: 'How?' }];
    await presales.engagement({ type: 'ReceiveRfp', data: { engagementId, dueAt, questions, at } });
    if (chances.percent(50))
      await presales.engagement(
        chances.percent(70)
          ? { type: 'SubmitRfp', data: { engagementId, at } }
          : { type: 'DeclineRfp', data: { engagementId, reason: 'no time', at } },
      );
  } else {
    await presales.engagement({
      type: 'StartPoc',
      data: { engagementId, criteria: [{ criterionId: 'fast', criterion: 'It is fast.' }], at },
    });
    const result = chances.of(['met', 'not-met', 'inconclusive'] as const);
    await presales.engagement({
      type: 'ConcludePoc',
      data: { engagementId, criteria: [{ criterionId: 'fast', result }], at },
    });
  }
};

interface Scene {
  readonly id: string;
  readonly at: string;
  readonly deal: string;
  readonly lead: string;
  readonly party: string;
  readonly campaignId: string;
  readonly person: string;
}

const happenElsewhere = async (
  presales: Presales,
  chances: Chances,
  { id, at, deal, lead: leadId, party: partyId, campaignId, person }: Scene,
): Promise<void> => {
  const draw = chances.below(100);
  const on = localDate(at, calendar.zone);
  if (draw < 22)
    await presales.campaignMember({
      type: 'RecordCampaignResponse',
      data: { campaignId, partyId, responseId: id, kind: 'click', at },
    });
  else if (draw < 28)
    await presales.campaignMember({
      type: 'RecordCampaignTouch',
      data: { campaignId, partyId, touchId: id, kind: 'event', at },
    });
  else if (draw < 40)
    await presales.lead({
      type: 'CaptureLead',
      data: {
        leadId,
        partyId,
        source: chances.of(['trade-fair', 'social-media', 'networking']),
        ...(chances.percent(70) && { campaignId }),
        ...(chances.percent(10) && { existingCustomerId: chances.of(organisations) }),
        at,
      },
    });
  else if (draw < 44)
    await presales.lead({
      type: 'RecordLeadInterest',
      data: { leadId, interestId: id, kind: 'download', campaignId, at },
    });
  else if (draw < 46)
    await presales.lead({
      type: 'RecordLeadTouch',
      data: { leadId, touchId: id, campaignId, channel: 'event', at },
    });
  else if (draw < 49)
    await presales.lead({ type: 'AssignLead', data: { leadId, salespersonId: person, at } });
  else if (draw < 51)
    await presales.lead({ type: 'QualifyLeadForMarketing', data: { leadId, at } });
  else if (draw < 53)
    await presales.lead({
      type: 'QualifyLeadForSales',
      data: { leadId, salespersonId: person, at },
    });
  else if (draw < 55)
    await presales.lead({
      type: 'DisqualifyLead',
      data: { leadId, reason: 'no-intent', at },
    });
  else if (draw < 57)
    await presales.lead({
      type: 'LinkLeadToCustomer',
      data: { leadId, customerId: chances.of(organisations), at },
    });
  else if (draw < 59)
    await presales.lead({ type: 'ConvertLead', data: { leadId, opportunityId: deal, at } });
  else if (draw < 61) {
    const survivorId = chances.of(leads);
    const absorbed = await presales.lead({
      type: 'AbsorbLead',
      data: { leadId: survivorId, mergedId: leadId, at },
    });
    if (absorbed.outcome !== 'refused')
      await presales.lead({ type: 'MergeLead', data: { leadId, survivorId, at } });
  } else if (draw < 70)
    await presales.party({
      type: 'LinkContact',
      data: { partyId: chances.of(persons), organisationId: chances.of(organisations), at },
    });
  else if (draw < 74)
    await presales.party({
      type: 'UnlinkContact',
      data: { partyId: chances.of(persons), organisationId: chances.of(organisations), at },
    });
  else if (draw < 76) {
    const kind = chances.percent(50) ? persons : organisations;
    const [from, survivorId] = [chances.of<string>([...kind]), chances.of<string>([...kind])];
    const absorbed = await presales.party({
      type: 'AbsorbParty',
      data: { partyId: survivorId, mergedId: from, at },
    });
    if (absorbed.outcome !== 'refused')
      await presales.party({ type: 'MergeParty', data: { partyId: from, survivorId, at } });
  } else if (draw < 78) {
    const survivorId = chances.of(deals);
    const absorbed = await presales.opportunity({
      type: 'AbsorbOpportunity',
      data: { opportunityId: survivorId, mergedId: deal, at },
    });
    if (absorbed.outcome !== 'refused')
      await presales.opportunity({
        type: 'MergeOpportunity',
        data: { opportunityId: deal, survivorId, at },
      });
  } else if (draw < 86)
    await presales.campaign({
      type: 'RecordCampaignCost',
      data: {
        campaignId,
        costId: id,
        amount: money(1 + chances.below(100_000), chances.percent(25) ? 'USD' : 'EUR'),
        kind: 'media',
        costDate: on,
        at,
      },
    });
  else if (draw < 88)
    await presales.campaign({
      type: 'ChangeCampaignParent',
      data: { campaignId, ...(chances.percent(70) && { parentId: 'shows' }), at },
    });
  else if (draw < 92)
    await presales.activity({
      type: 'LogActivity',
      data: {
        activityId: id,
        kind: chances.of(['visit', 'outbound-call', 'inbound-call']),
        performerId: person,
        subject: { leadId },
        outcome: chances.percent(70) ? 'reached' : 'attempted',
        at,
      },
    });
  else if (draw < 96)
    await presales.team({
      type: chances.percent(60) ? 'JoinTeam' : 'LeaveTeam',
      data: { teamId: chances.of(['north', 'south']), salespersonId: person, from: on, at },
    });
  else
    await presales.target({
      type: 'ReviseTarget',
      data: {
        holder: { kind: 'person', id: 'ana' },
        metric: { of: 'sales-value' },
        period: { start: '2026-01-01', end: '2026-07-01' },
        goal: { in: 'money', amount: money(chances.below(2_000_000), 'EUR') },
        reason: 'territory',
        at,
      },
    });
};
