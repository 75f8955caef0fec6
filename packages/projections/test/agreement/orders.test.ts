import { opportunity } from '@presales/domain/opportunity';
import { type ShopOrder, type ShopOrderCommand, shopOrder } from '@presales/domain/shop-order';
import { type Money, money } from '@presales/kernel';
import fc from 'fast-check';
import { funnelModel } from '../../src/funnel/model.ts';
import { projected } from '../project.ts';
import { agree, commandsOf, givenIn, lived, runs } from './lived.ts';

jest.setTimeout(600_000);

const eur = (amount: number): Money => money(amount, 'EUR');
const amounts = fc.constantFrom(40, 60, 100).map(eur);
const deals = ['D-1', 'D-2'];
const command = commandsOf<ShopOrderCommand>({
  shopOrderId: fc.constantFrom('S-1', 'S-1', 'S-2'),
});
const lines = fc
  .constantFrom('1', '2')
  .map((quantity) => [{ lineId: 'l', description: 'Seat', quantity, unitPrice: eur(50) }]);

const begins = command('ReceiveShopOrder', {
  partyId: fc.constant('acme'),
  lines,
  opportunityId: fc.constantFrom(undefined, 'D-1'),
});

const commands = fc.oneof(
  {
    weight: 4,
    arbitrary: command('RecordShopOrderPayment', {
      paymentId: fc.constantFrom('Y-1', 'Y-2', 'Y-3'),
      amount: amounts,
    }),
  },
  {
    weight: 4,
    arbitrary: command('RecordShopOrderRefund', {
      refundId: fc.constantFrom('R-1', 'R-2', 'R-3'),
      amount: amounts,
    }),
  },
  { weight: 2, arbitrary: command('CancelShopOrder', { reason: fc.constant('customer-request') }) },
  command('ChangeShopOrder', { changeId: fc.constantFrom('C-1', 'C-2'), lines }),
  command('LinkShopOrder', { opportunityId: fc.constantFrom(...deals) }),
);

const opened = lived(
  opportunity,
  deals.map((opportunityId) => ({
    byProcess: false,
    command: {
      type: 'OpenOpportunity',
      data: {
        opportunityId,
        ownerId: 'ana',
        pipeline: { pipelineId: 'p', version: 1, steps: ['a'] },
        at: '2026-01-01T09:00:00.000Z',
      },
    },
  })),
);

/** The deal of an order that was cancelled while we hold money for it: what was paid less what was paid back. */
const waiting = (state: ShopOrder): readonly string[] => {
  if (state.status !== 'cancelled' || state.opportunityId === undefined) return [];
  const sum = (kept: ReadonlyMap<string, Money>): number =>
    [...kept.values()].reduce((total, { amount }) => total + amount, 0);
  return sum(state.payments) > sum(state.refunds) ? [state.opportunityId] : [];
};

it('deals wait for a refund as their cancelled orders say, as of any time', () =>
  fc.assert(
    fc.asyncProperty(givenIn(begins, commands, 18), async (given) => {
      const lives = await lived(shopOrder, given);
      const { stored } = await opened;
      const shift = BigInt(stored.length);
      const ask = await projected(funnelModel, [
        ...stored,
        ...lives.stored.map((event) => ({ ...event, position: event.position + shift })),
      ]);
      for (const asOf of lives.moments) {
        const { toReview } = await ask.funnel({ currency: 'EUR', asOf });
        agree(
          lives,
          asOf,
          {
            due: toReview
              .filter(({ reasons }) => reasons.includes('refund-due'))
              .map(({ opportunityId }) => opportunityId)
              .sort(),
          },
          { due: [...new Set(lives.of.flatMap((life) => waiting(life.asOf(asOf))))].sort() },
        );
      }
    }),
    runs(40),
  ));
