import type { DealValue } from '@presales/domain';
import {
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
} from '@presales/domain/opportunity';
import { inBase } from '@presales/domain/quotation';
import { type ShopOrderLine, shopOrder, shopOrderValue } from '@presales/domain/shop-order';
import { fold, money } from '@presales/kernel';
import { opportunityStories, scenario, shopOrderStories } from '@presales/testing';
import fc from 'fast-check';
import { at, opened, opportunityId, won } from './opportunity-fixtures.ts';
import { eventsAfter, run } from './run.ts';

const { given } = scenario(opportunity);

const euros = (net: number, margin: number, unknown: number): DealValue => ({
  net: money(net, 'EUR'),
  margin: money(margin, 'EUR'),
  netOfUnknownCost: money(unknown, 'EUR'),
});

/** The commands that state what a deal is worth, by hand. */
const stating: readonly (readonly [
  string,
  readonly OpportunityEvent[],
  (value: DealValue) => OpportunityCommand,
])[] = [
  ['won', [opened], (value) => ({ type: 'WinOpportunity', data: { opportunityId, value, at } })],
  [
    'adjusted',
    [opened, won],
    (value) => ({ type: 'AdjustWin', data: { opportunityId, value, reason: 'error', at } }),
  ],
  [
    'revised',
    [opened],
    ({ net: expectedValue, netOfUnknownCost }) => ({
      type: 'ReviseOpportunityValue',
      data: { opportunityId, expectedValue, netOfUnknownCost, at },
    }),
  ],
];

describe.each(stating)('a deal that is %s by hand', (_, history, state) => {
  it.each([
    [100, 101],
    [0, 1],
    [100, -1],
  ])('at %i is not of unknown cost by %i (B34)', (net, unknown) =>
    given(...history)
      .when(state(euros(net, 0, unknown)))
      .refuses({
        code: 'opportunity/unknown-cost-beyond-net',
        net: money(net, 'EUR'),
        netOfUnknownCost: money(unknown, 'EUR'),
      }),
  );

  it.each([0, 40, 100])('at 100 may be of unknown cost by %i', (unknown) => {
    const answer = opportunity.decider.decide(
      state(euros(100, 0, unknown)),
      fold(opportunity.decider, history),
    );
    expect(answer.outcome).toBe('emitted');
  });
});

describe('a deal that follows a document from before', () => {
  const before = euros(70_00, 0, 100_00);
  const within = euros(70_00, 0, 70_00);

  it('is won at its value, all of it of unknown cost', () =>
    given(opened)
      .when({
        type: 'WinOpportunity',
        data: { opportunityId, value: before, quotationId: 'Q-1', at },
      })
      .emits({ type: 'OpportunityWon', data: { ...won.data, value: within, quotationId: 'Q-1' } }));

  it('is expected at its value, all of it of unknown cost', () =>
    given(opened)
      .when({
        type: 'SelectPrimaryQuotation',
        data: { opportunityId, quotationId: 'Q-1', value: before, at },
      })
      .emits(
        { type: 'QuotationLinked', data: { opportunityId, quotationId: 'Q-1' } },
        {
          type: 'PrimaryQuotationSelected',
          data: { opportunityId, quotationId: 'Q-1', value: within },
        },
        {
          type: 'OpportunityValueRevised',
          data: {
            opportunityId,
            expectedValue: within.net,
            margin: within.margin,
            netOfUnknownCost: within.netOfUnknownCost,
            quotationId: 'Q-1',
          },
        },
      ));
});

it('a document in two currencies, one of them a return, is of unknown cost by no more than its net', () =>
  expect(
    inBase(
      [
        {
          net: money(-60_00, 'USD'),
          margin: money(-60_00, 'USD'),
          netOfUnknownCost: money(0, 'USD'),
        },
        euros(100_00, 0, 100_00),
      ],
      { base: 'EUR', rates: [{ currency: 'USD', rate: '0.5' }] },
    ),
  ).toEqual(euros(70_00, -30_00, 70_00)));

it('an order with a line that takes off is of unknown cost by no more than its net', () => {
  const line = (lineId: string, amount: number): ShopOrderLine => ({
    lineId,
    description: 'Chair',
    quantity: '1',
    unitPrice: money(amount, 'EUR'),
  });
  const lines = [
    line('1', 100_00),
    { ...line('2', -30_00), unitCost: { amount: money(0, 'EUR'), source: 'receipt' as const } },
  ];
  const answer = shopOrder.decider.decide(
    { type: 'ReceiveShopOrder', data: { shopOrderId: 's1', partyId: 'acme', lines, at } },
    shopOrder.decider.initialState,
  );
  const state = fold(shopOrder.decider, answer.outcome === 'emitted' ? answer.events : []);
  expect(shopOrderValue(state)).toEqual(euros(70_00, -30_00, 70_00));
});

describe('whatever is asked,', () => {
  const expectWithin = ({ net, netOfUnknownCost }: Pick<DealValue, 'net' | 'netOfUnknownCost'>) => {
    expect(netOfUnknownCost.amount).toBeGreaterThanOrEqual(Math.min(net.amount, 0));
    expect(netOfUnknownCost.amount).toBeLessThanOrEqual(Math.max(net.amount, 0));
  };

  it('no deal is of unknown cost beyond its net', () =>
    fc.assert(
      fc.property(opportunityStories, (commands) => {
        for (const event of eventsAfter(opportunity, commands))
          if (
            event.type === 'OpportunityWon' ||
            event.type === 'OpportunityWinExtended' ||
            event.type === 'OpportunityWinAdjusted'
          )
            expectWithin(event.data.value);
      }),
      { numRuns: 100 },
    ));

  it('no shop order is, however it is refunded, changed and returned', () =>
    fc.assert(
      fc.property(shopOrderStories, (commands) => {
        for (const { state } of run(shopOrder, commands)) {
          const value = shopOrderValue(state);
          if (value !== undefined) expectWithin(value);
        }
      }),
      { numRuns: 100 },
    ));
});
