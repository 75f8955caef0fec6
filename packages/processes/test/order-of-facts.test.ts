import type { OpportunityCommand } from '@presales/domain/opportunity';
import type { ShopOrderCommand } from '@presales/domain/shop-order';
import {
  paidShopOrderWinsOpportunity,
  type Request,
  refundedShopOrderReversesWin,
} from '../src/index.ts';
import { desk } from './desk.ts';
import {
  eur,
  line,
  monday,
  opened,
  pipeline,
  thursday,
  tuesday,
  wednesday,
  worth,
} from './fixtures.ts';

const opportunityId = 'deal-1';
const shopOrderId = 'order-1';
const deal = (command: OpportunityCommand): Request => ({ aggregate: 'opportunity', command });
const order = (command: ShopOrderCommand): Request => ({ aggregate: 'shopOrder', command });

const received = order({
  type: 'ReceiveShopOrder',
  data: { shopOrderId, partyId: 'ada', lines: [line(100_00)], opportunityId, at: monday },
});
const paid = order({
  type: 'RecordShopOrderPayment',
  data: { shopOrderId, paymentId: 'payment-1', amount: eur(100_00), at: tuesday },
});
const refunded = order({
  type: 'RecordShopOrderRefund',
  data: { shopOrderId, refundId: 'refund-1', amount: eur(100_00), at: wednesday },
});

/** What happened to the deal, and when. */
const told = async ({ log }: ReturnType<typeof desk>) => {
  const facts: string[] = [];
  for await (const { events } of log.readAll())
    for (const { stream, type, metadata } of events)
      if (stream === `opportunity-${opportunityId}`) facts.push(`${type} ${metadata.occurredAt}`);
  return facts;
};

describe('what a process does about something that happened to a deal meanwhile', () => {
  it('a payment of Tuesday wins a deal that was moved on Thursday, on Thursday', async () => {
    const at = desk([paidShopOrderWinsOpportunity()]);
    await at.tell(pipeline, opened(opportunityId), received);
    await at.tell(
      deal({ type: 'MoveOpportunity', data: { opportunityId, step: 'offer', at: thursday } }),
      paid,
    );
    expect((await told(at)).at(-1)).toBe(`OpportunityWon ${thursday}`);
    expect(at.refusals()).toEqual([]);
  });

  it('a refund of Wednesday takes back a win that was stated anew on Thursday, on Thursday', async () => {
    const at = desk([paidShopOrderWinsOpportunity(), refundedShopOrderReversesWin()]);
    await at.tell(pipeline, opened(opportunityId), received, paid);
    await at.quietly(
      deal({
        type: 'AdjustWin',
        data: { opportunityId, value: worth(90_00), reason: 'error', at: thursday },
      }),
    );
    await at.tell(refunded);
    expect((await told(at)).slice(-3)).toEqual([
      `OpportunityWon ${tuesday}`,
      `OpportunityWinAdjusted ${thursday}`,
      `OpportunityWinReversed ${thursday}`,
    ]);
    expect(at.refusals()).toEqual([]);
  });

  it('a person’s command is refused there', async () => {
    const at = desk([]);
    await at.tell(pipeline, opened(opportunityId));
    await at.tell(
      deal({ type: 'WinOpportunity', data: { opportunityId, value: worth(1_00), at: thursday } }),
    );
    await expect(
      at.tell(
        deal({ type: 'ReverseWin', data: { opportunityId, reason: 'refund', at: wednesday } }),
      ),
    ).rejects.toThrow('opportunity/before-fact');
  });
});
