import type { PipelineSteps } from '@presales/domain/pipeline';
import {
  endOfDay,
  type LocalDate,
  type Money,
  majorUnits,
  money,
  parseMoney,
  zero,
} from '@presales/kernel';
import { funnelOf } from './ask.ts';
import { deal, pipelineDefined, rate, worth } from './deals.ts';
import { day, type Happening, noon } from './history.ts';

const at = day('2026-01-05');
const a = deal('a');

/** Whom a report of the evening of a day says to look at, and why. */
const reviewedOn = async (date: string, ...history: readonly Happening[]) =>
  (await funnelOf(history, { asOf: endOfDay(date, 'UTC') })).toReview.map(
    ({ opportunityId, reasons }) => [opportunityId, reasons],
  );

describe('a deal at a step with a bound of ten days', () => {
  const bounded: Happening = {
    type: 'PipelineDefined',
    data: {
      pipelineId: 'direct',
      version: 1,
      name: 'Direct sales',
      steps: [
        { step: 'call', name: 'Phone call', probability: 10, maxDays: 10 },
        { step: 'visit', name: 'Visit', probability: 40 },
        { step: 'offer', name: 'Offer', probability: 75 },
      ] satisfies PipelineSteps,
    },
    at: day('2025-01-01'),
  };
  const opened = [bounded, a.opened({ at })];
  const stale = [['a', ['stale']]];

  it('is stale once it has stood there for longer', async () => {
    // A report of the evening stands on the next day.
    expect(await reviewedOn('2026-01-14', ...opened)).toEqual([]);
    expect(await reviewedOn('2026-01-15', ...opened)).toEqual(stale);
  });

  it('is not stale at a step without a bound, nor once it is closed', async () => {
    expect(
      await reviewedOn('2026-02-15', ...opened, a.entered('visit', noon('2026-01-06'))),
    ).toEqual([]);
    expect(await reviewedOn('2026-02-15', ...opened, a.lost(noon('2026-01-20')))).toEqual([]);
  });

  it('is not stale while it is on hold, and its days at rest do not count', async () => {
    const held = [...opened, a.held(noon('2026-01-10'))];
    expect(await reviewedOn('2026-02-15', ...held)).toEqual([]);
    const resumed = [...held, a.resumed(noon('2026-02-10'))];
    expect(await reviewedOn('2026-02-14', ...resumed)).toEqual([]);
    expect(await reviewedOn('2026-02-15', ...resumed)).toEqual(stale);
  });

  it('is stale on no day in a report that stands on none', async () =>
    expect((await funnelOf(opened)).toReview).toEqual([]));
});

describe('a deal whose order is cancelled after it was paid', () => {
  const amount = money(100_00, 'EUR');
  const none = zero('EUR');
  const order = { shopOrderId: 'S-1' };
  const received: Happening = {
    type: 'ShopOrderReceived',
    data: {
      ...order,
      partyId: 'acme',
      lines: [{ lineId: 'l', description: 'Seat', quantity: '1', unitPrice: amount }],
      net: amount,
      total: amount,
      value: { net: amount, margin: none, netOfUnknownCost: amount },
      opportunityId: 'a',
    },
    at: noon('2026-01-05'),
  };
  const standing = {
    total: amount,
    paidTotal: amount,
    refundedTotal: none,
    conceded: none,
    outstanding: none,
    overpaid: none,
    value: { net: none, margin: none, netOfUnknownCost: none },
  };
  const paidOn = (date: LocalDate): Happening => ({
    type: 'ShopOrderPaid',
    data: { ...order, paymentId: 'P-0', amount, paidAt: noon(date), extent: 'full', ...standing },
    at: noon(date),
  });
  const paid = paidOn('2026-01-06');
  const cancelled: Happening = {
    type: 'ShopOrderCancelled',
    data: { ...order, reason: 'customer-request', paid: true },
    at: noon('2026-01-10'),
  };
  const refunded = (extent: 'part' | 'full', back: Money, date = '2026-01-12'): Happening => ({
    type: 'ShopOrderRefunded',
    data: { ...order, refundId: `R-${date}`, amount: back, extent, ...standing },
    at: noon(date),
  });
  const late = (reason: 'cancelled' | 'currency'): Happening => ({
    type: 'ShopOrderPaymentSetAside',
    data: { ...order, paymentId: 'P-1', amount, reason, paidTotal: amount },
    at: noon('2026-01-11'),
  });
  const won = [
    pipelineDefined(),
    a.opened({ at }),
    a.won(noon('2026-01-06'), worth('100')),
    received,
    paid,
  ];
  const due = [['a', ['refund-due']]];

  it('waits for its refund, and that is listed until all of it is paid back', async () => {
    expect(await reviewedOn('2026-01-20', ...won)).toEqual([]);
    expect(await reviewedOn('2026-01-20', ...won, cancelled)).toEqual(due);
    expect(await reviewedOn('2026-01-09', ...won, cancelled)).toEqual([]);
    const partly = [...won, cancelled, refunded('part', money(40_00, 'EUR'))];
    expect(await reviewedOn('2026-01-20', ...partly)).toEqual(due);
    expect(await reviewedOn('2026-01-20', ...won, cancelled, refunded('full', amount))).toEqual([]);
  });

  it('waits for nothing that was paid back before, though the refund is entered later than the rest', async () => {
    const earlier = refunded('full', amount, '2026-01-08');
    expect(await reviewedOn('2026-01-20', ...won, cancelled, earlier)).toEqual([]);
    const parts = [
      refunded('part', money(40_00, 'EUR'), '2026-01-12'),
      refunded('full', money(60_00, 'EUR'), '2026-01-11'),
    ];
    expect(await reviewedOn('2026-01-20', ...won, cancelled, ...parts)).toEqual([]);
    expect(await reviewedOn('2026-01-11', ...won, cancelled, ...parts)).toEqual(due);
  });

  it('waits for nothing where nothing was paid, until a payment comes late', async () => {
    const lost = [pipelineDefined(), a.opened({ at }), a.lost(noon('2026-01-10')), received];
    expect(await reviewedOn('2026-01-20', ...lost, cancelled)).toEqual([]);
    expect(await reviewedOn('2026-01-20', ...lost, cancelled, late('cancelled'))).toEqual(due);
    expect(await reviewedOn('2026-01-20', ...lost, cancelled, late('currency'))).toEqual([]);
  });

  it('waits for its refund as the deal that it became, when that is said afterwards', async () => {
    const { opportunityId: _, ...unnamed } = received.data as { readonly opportunityId: string };
    const apart = [
      ...won.slice(0, 3),
      { ...received, data: unnamed } as Happening,
      paid,
      cancelled,
    ];
    expect(await reviewedOn('2026-01-20', ...apart)).toEqual([]);
    const linked: Happening = {
      type: 'ShopOrderLinked',
      data: { ...order, opportunityId: 'a' },
      at: noon('2026-01-15'),
    };
    expect(await reviewedOn('2026-01-20', ...apart, linked)).toEqual(due);
  });

  it('waits for nothing while the order stands, whatever is paid back', async () =>
    expect(await reviewedOn('2026-01-20', ...won, refunded('part', money(1, 'EUR')))).toEqual([]));

  it('is the deal that it was merged into', async () => {
    const merged: Happening = {
      type: 'OpportunityMergedInto',
      data: { opportunityId: 'a', survivorId: 'b' },
      at: noon('2026-01-15'),
    };
    const both = [...won, deal('b').opened({ at }), cancelled, merged];
    expect(await reviewedOn('2026-01-20', ...both)).toEqual([['b', ['refund-due']]]);
  });
});

describe('a deal that is worth more than is likely', () => {
  const asked = async (implausibleAbove: string | undefined, ...history: readonly Happening[]) =>
    (await funnelOf(history, implausibleAbove === undefined ? {} : { implausibleAbove })).toReview;
  const reasons = async (bound: string | undefined, ...history: readonly Happening[]) =>
    (await asked(bound, ...history)).map((deal) => deal.reasons);
  const implausible = [['implausible']];
  const open = (expected: string) => [pipelineDefined(), a.opened({ at, expected })];
  const won = (value: ReturnType<typeof worth>) => [
    ...open('100'),
    a.won(noon('2026-01-10'), value),
  ];

  it('is to be reviewed above the bound that was asked with, to the cent, and at no bound by default', async () => {
    expect(await reasons('1000', ...open('1000.01'))).toEqual(implausible);
    expect(await reasons('1000.009', ...open('1000.01'))).toEqual(implausible);
    expect(await reasons('1000', ...open('1000'))).toEqual([]);
    expect(await reasons('1000', ...open('-1000.01'))).toEqual(implausible);
    expect(await reasons(undefined, ...open('9999999999999.99'))).toEqual([]);
  });

  it('is judged by what it brought once it is won, by its margin as well, and by no expectation', async () => {
    expect(await reasons('1000', ...won(worth('1000.01', { margin: '5' })))).toEqual(implausible);
    expect(await reasons('1000', ...won(worth('100', { margin: '-1000.01' })))).toEqual(
      implausible,
    );
    expect(await reasons('50', ...won(worth('50', { margin: '5' })))).toEqual([]);
    expect(await reasons('1000', ...open('5000'), a.lost(noon('2026-01-10')))).toEqual(implausible);
  });

  it('is valued in the currency of the report, and so is the bound', async () => {
    const dollars = [
      pipelineDefined(),
      rate('USD', 'EUR', '0.5', '2026-01-01'),
      a.opened({ at, expected: '1500', currency: 'USD' }),
    ];
    expect(await reasons('750', ...dollars)).toEqual([]);
    expect(await reasons('749.99', ...dollars)).toEqual(implausible);
  });

  it('counts in every figure all the same, and says what it is worth', async () => {
    const history = won(worth('9999999999999.99', { margin: '5' }));
    const { toReview, wonValue, implausibleAbove } = await funnelOf(history, {
      implausibleAbove: '1000000',
    });
    expect(majorUnits(wonValue)).toBe('9999999999999.99');
    expect(implausibleAbove).toEqual(parseMoney('1000000', 'EUR'));
    expect(toReview).toMatchObject([
      { opportunityId: 'a', expected: parseMoney('100', 'EUR'), brought: wonValue },
    ]);
  });

  it.each(['0', '-1', 'much', '1,000'])('is not looked for by the bound %j', async (bound) => {
    await expect(asked(bound, ...open('1'))).rejects.toMatchObject({
      code: 'input/invalid',
      message: expect.stringContaining('implausibleAbove'),
    });
  });
});
