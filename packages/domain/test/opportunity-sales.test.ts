import type { DealValue } from '@presales/domain';
import {
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
} from '@presales/domain/opportunity';
import { type CurrencyCode, money } from '@presales/kernel';
import { scenario } from '@presales/testing';
import fc from 'fast-check';
import { at, open, opened, opportunityId, value, won } from './opportunity-fixtures.ts';
import { run } from './run.ts';

const { given } = scenario(opportunity);

const worth = (net: number, margin = 0, currency: CurrencyCode = 'EUR'): DealValue => ({
  net: money(net, currency),
  margin: money(margin, currency),
  netOfUnknownCost: money(0, currency),
});

interface Names {
  readonly quotationId?: string;
  readonly shopOrderId?: string;
  readonly partyId?: string;
}
const extend = (value: DealValue, names: Names = { quotationId: 'q2' }) =>
  ({ type: 'ExtendWin', data: { opportunityId, value, ...names, at } }) as const;
const adjust = (value: DealValue, names: Names = {}) =>
  ({
    type: 'AdjustWin',
    data: { opportunityId, value, ...names, reason: 'refund', at },
  }) as const;
const byAnna = [{ salespersonId: 'anna', share: 10_000 }];

/** Won at 1,000.00 by the first quotation. */
const byFirst: OpportunityEvent = {
  ...won,
  data: { ...won.data, value: worth(1_000_00, 300_00), quotationId: 'q1' },
};
const extended = (added: DealValue, value: DealValue, quotationId = 'q2'): OpportunityEvent => ({
  type: 'OpportunityWinExtended',
  data: { opportunityId, added, value, quotationId, credit: byAnna },
});

describe('a further sale of a won deal (B26)', () => {
  it('adds what another quotation sold, credited as on its own day', () => {
    given(opened, byFirst)
      .when(extend(worth(500_00, 50_00)))
      .emits(extended(worth(500_00, 50_00), worth(1_500_00, 350_00)));
    const ben = [{ salespersonId: 'ben', share: 10_000 }];
    given(opened, byFirst, {
      type: 'SalesCreditAllocated',
      data: { opportunityId, credit: ben, effectiveFrom: '2026-01-01' },
    })
      .when(extend(worth(500_00)))
      .emits({
        type: 'OpportunityWinExtended',
        data: {
          opportunityId,
          added: worth(500_00),
          value: worth(1_500_00, 300_00),
          quotationId: 'q2',
          credit: ben,
        },
      });
  });

  it('adds no more than what is new of a quotation that was taken in part', () => {
    given(opened, byFirst)
      .when(extend(worth(1_400_00, 310_00), { quotationId: 'q1' }))
      .emits(extended(worth(400_00, 10_00), worth(1_400_00, 310_00), 'q1'));
    const more = extended(worth(400_00), worth(1_400_00, 300_00), 'q1');
    given(opened, byFirst, more)
      .when(extend(worth(1_400_00, 300_00), { quotationId: 'q1' }))
      .changesNothing();
    given(opened, byFirst, more)
      .when(extend(worth(1_399_99), { quotationId: 'q1' }))
      .refuses({ code: 'opportunity/already-sold', value: worth(1_400_00, 300_00) });
  });

  it('is made once', () =>
    given(opened, byFirst, extended(worth(500_00), worth(1_500_00)))
      .when(extend(worth(500_00)))
      .changesNothing());

  it('is made by a named quotation or order, of the customer, in the currency of the win', () => {
    given(opened, byFirst)
      .when(extend(worth(1), {}))
      .refuses({ code: 'opportunity/sale-unnamed' });
    given(opened, byFirst)
      .when(extend(worth(1), { quotationId: 'q2', partyId: 'globex' }))
      .refuses({ code: 'opportunity/other-party', partyId: 'acme' });
    given(opened, byFirst)
      .when(extend(worth(1, 0, 'USD')))
      .refuses({ code: 'opportunity/other-currency', currency: 'USD' });
    given(opened, byFirst)
      .when(extend(worth(-1)))
      .refuses({ code: 'opportunity/negative-value', net: money(-1, 'EUR') });
    given(opened, byFirst)
      .when(extend(worth(999_999_999_999_999)))
      .refuses({ code: 'opportunity/amount-too-large' });
  });

  it('is a sale of a deal that is won', () =>
    given(opened)
      .when(extend(worth(1)))
      .refuses({ code: 'opportunity/not-won', status: 'open' }));

  it('is adjusted by its name, and the whole follows', () => {
    const history = [opened, byFirst, extended(worth(500_00), worth(1_500_00, 300_00))];
    given(...history)
      .when(adjust(worth(200_00), { quotationId: 'q2' }))
      .emits({
        type: 'OpportunityWinAdjusted',
        data: {
          opportunityId,
          value: worth(1_200_00, 300_00),
          reason: 'refund',
          sale: { value: worth(200_00), quotationId: 'q2' },
        },
      });
    given(...history)
      .when(adjust(worth(500_00), { quotationId: 'q2' }))
      .changesNothing();
    given(...history)
      .when(adjust(worth(1)))
      .refuses({ code: 'opportunity/sale-unnamed' });
    given(...history)
      .when(adjust(worth(1), { shopOrderId: 's1' }))
      .refuses({ code: 'opportunity/unknown-sale', shopOrderId: 's1' });
  });

  it('is named by both, where a quotation says what an order sold', () => {
    const byOrder = { ...won, data: { ...won.data, shopOrderId: 's1' } };
    const asQuoted: OpportunityEvent = {
      type: 'OpportunityWinAdjusted',
      data: {
        opportunityId,
        value: worth(90_00),
        reason: 'error',
        sale: { value: worth(90_00), quotationId: 'q1', shopOrderId: 's1' },
      },
    };
    given(opened, byOrder)
      .when({
        type: 'AdjustWin',
        data: {
          opportunityId,
          value: worth(90_00),
          quotationId: 'q1',
          shopOrderId: 's1',
          reason: 'error',
          at,
        },
      })
      .emits(asQuoted);
    given(opened, byOrder, asQuoted)
      .when(extend(worth(90_00), { quotationId: 'q1' }))
      .changesNothing();
  });

  it('goes with the win when that is taken back', () =>
    given(opened, byFirst, extended(worth(500_00), worth(1_500_00)))
      .when({ type: 'ReverseWin', data: { opportunityId, reason: 'cancellation', at } })
      .emits({
        type: 'OpportunityWinReversed',
        data: { opportunityId, reason: 'cancellation' },
      }));

  it('makes, with the others, the whole of the deal, whatever is sold, resold and adjusted', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom('q1', 'q2', 'q3'),
            fc.constantFrom('extend', 'adjust'),
            fc.nat(10_000_00),
          ),
          { maxLength: 12 },
        ),
        (asked) => {
          const sold = new Map([['q1', 1_000_00]]);
          const byFirstQuotation: OpportunityCommand = {
            type: 'WinOpportunity',
            data: { opportunityId, value: worth(1_000_00), quotationId: 'q1', at },
          };
          const state = run(opportunity, [
            open,
            byFirstQuotation,
            ...asked.map(([quotationId, how, net]) =>
              how === 'extend'
                ? extend(worth(net), { quotationId })
                : adjust(worth(net), { quotationId }),
            ),
          ]).at(-1)?.state;
          for (const [quotationId, how, net] of asked)
            if (how === 'extend' ? net >= (sold.get(quotationId) ?? 0) : sold.has(quotationId))
              sold.set(quotationId, net);
          expect(state).toMatchObject({
            value: {
              net: money(
                [...sold.values()].reduce((one, other) => one + other),
                'EUR',
              ),
            },
            sales: [...sold].map(([quotationId, net]) => ({
              quotationId,
              value: { net: money(net, 'EUR') },
            })),
          });
        },
      ),
      { numRuns: 100 },
    ));
});

describe('a quotation of another customer', () => {
  it('is no part of the deal', () => {
    given(opened)
      .when({
        type: 'LinkQuotation',
        data: { opportunityId, quotationId: 'q1', partyId: 'globex', at },
      })
      .refuses({ code: 'opportunity/other-party', partyId: 'acme' });
    given(opened)
      .when({
        type: 'SelectPrimaryQuotation',
        data: { opportunityId, quotationId: 'q1', value, partyId: 'globex', at },
      })
      .refuses({ code: 'opportunity/other-party', partyId: 'acme' });
  });
});
