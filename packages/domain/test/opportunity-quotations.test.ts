import type { DealValue } from '@presales/domain';
import {
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
} from '@presales/domain/opportunity';
import { type Money, money } from '@presales/kernel';
import { scenario } from '@presales/testing';
import { at, opened, opportunityId, reviseTo, win, won } from './opportunity-fixtures.ts';

const { given } = scenario(opportunity);

const link = (quotationId: string): OpportunityCommand => ({
  type: 'LinkQuotation',
  data: { opportunityId, quotationId, at },
});
const linked = (quotationId: string): OpportunityEvent => ({
  type: 'QuotationLinked',
  data: { opportunityId, quotationId },
});
const unlink = (quotationId: string): OpportunityCommand => ({
  type: 'UnlinkQuotation',
  data: { opportunityId, quotationId, at },
});
const unlinked = (quotationId: string): OpportunityEvent => ({
  type: 'QuotationUnlinked',
  data: { opportunityId, quotationId },
});
const select = (quotationId: string, value?: DealValue): OpportunityCommand => ({
  type: 'SelectPrimaryQuotation',
  data: { opportunityId, quotationId, ...(value === undefined ? {} : { value }), at },
});
const selected = (quotationId: string, value?: DealValue): OpportunityEvent => ({
  type: 'PrimaryQuotationSelected',
  data: { opportunityId, quotationId, ...(value === undefined ? {} : { value }) },
});
const worth = (net: Money, margin: Money, netOfUnknownCost: Money): DealValue => ({
  net,
  margin,
  netOfUnknownCost,
});
const euros = (cents: number): Money => money(cents, 'EUR');
const offer = worth(euros(1_000_00), euros(300_00), euros(100_00));
const following = (value: DealValue, quotationId: string): OpportunityEvent => ({
  type: 'OpportunityValueRevised',
  data: {
    opportunityId,
    expectedValue: value.net,
    margin: value.margin,
    netOfUnknownCost: value.netOfUnknownCost,
    quotationId,
  },
});
const revise = (more: {
  readonly expectedValue?: Money;
  readonly margin?: Money;
  readonly netOfUnknownCost?: Money;
  readonly quotationId?: string;
}): OpportunityCommand => ({
  type: 'ReviseOpportunityValue',
  data: { opportunityId, expectedValue: euros(1_000_00), ...more, at },
});

describe('a quotation of a deal', () => {
  it('is linked (S66)', () => given(opened).when(link('q1')).emits(linked('q1')));
  it('is linked once', () => given(opened, linked('q1')).when(link('q1')).changesNothing());
  it('is one of several', () => given(opened, linked('q1')).when(link('q2')).emits(linked('q2')));
  it('is taken out', () => given(opened, linked('q1')).when(unlink('q1')).emits(unlinked('q1')));
  it('is taken out once', () => {
    given(opened, linked('q1'), unlinked('q1')).when(unlink('q1')).changesNothing();
    given(opened, linked('q2')).when(unlink('q1')).changesNothing();
  });
  it('may come back', () =>
    given(opened, linked('q1'), linked('q2'), unlinked('q1')).when(link('q1')).emits(linked('q1')));
  it('is not taken out with another', () =>
    given(opened, linked('q1'), linked('q2'), unlinked('q1')).when(link('q2')).changesNothing());
});

describe('the primary quotation of a deal (B14)', () => {
  const primary = [opened, linked('q1'), selected('q1', offer), following(offer, 'q1')];

  it('feeds value and margin when it is selected (S66)', () =>
    given(opened, linked('q1'))
      .when(select('q1', offer))
      .emits(selected('q1', offer), following(offer, 'q1')));

  it('is linked first, where it was not', () =>
    given(opened)
      .when(select('q1', offer))
      .emits(linked('q1'), selected('q1', offer), following(offer, 'q1')));

  it('may be selected before its value is known', () =>
    given(opened, linked('q1')).when(select('q1')).emits(selected('q1')));

  it('is selected once', () => {
    given(...primary)
      .when(select('q1', offer))
      .changesNothing();
    given(...primary)
      .when(select('q1'))
      .changesNothing();
  });

  it.each([
    ['value', { ...offer, net: euros(1_000_01) }],
    ['margin', { ...offer, margin: euros(300_01) }],
    ['part of unknown cost', { ...offer, netOfUnknownCost: euros(100_01) }],
  ])('revises the deal when its %s is another', (_, value) =>
    given(...primary)
      .when(select('q1', value))
      .emits(following(value, 'q1')),
  );

  it('revises the deal once, at whatever scale it is said', () => {
    const finer = ({ amount, currency }: Money): Money => ({
      amount: amount * 10,
      currency,
      scale: 3,
    });
    given(...primary)
      .when(
        select('q1', worth(finer(offer.net), finer(offer.margin), finer(offer.netOfUnknownCost))),
      )
      .changesNothing();
  });

  it('gives way to another', () =>
    given(...primary)
      .when(select('q2', offer))
      .emits(linked('q2'), selected('q2', offer), following(offer, 'q2')));

  it('may come to nothing, not to less', () => {
    const nothing = worth(euros(0), euros(0), euros(0));
    given(opened, linked('q1'))
      .when(select('q1', nothing))
      .emits(selected('q1', nothing), following(nothing, 'q1'));
    given(opened)
      .when(select('q1', worth(euros(-1), euros(0), euros(0))))
      .refuses({ code: 'opportunity/negative-value', net: euros(-1) });
  });

  it('is what the value follows: by hand it is not set', () =>
    given(...primary)
      .when(reviseTo(500_00))
      .refuses({ code: 'opportunity/value-follows-quotation', quotationId: 'q1' }));

  it('is what the value follows: no other quotation sets it', () =>
    given(...primary)
      .when(reviseTo(500_00, 'q2'))
      .refuses({ code: 'opportunity/value-follows-quotation', quotationId: 'q1' }));

  it('sets the value when it changed', () =>
    given(...primary)
      .when(revise({ margin: euros(250_00), quotationId: 'q1' }))
      .emits({
        type: 'OpportunityValueRevised',
        data: {
          opportunityId,
          expectedValue: euros(1_000_00),
          margin: euros(250_00),
          quotationId: 'q1',
        },
      }));

  it('leaves the value to be set by hand once it is taken out', () =>
    given(...primary, unlinked('q1'))
      .when(reviseTo(500_00))
      .emits({
        type: 'OpportunityValueRevised',
        data: { opportunityId, expectedValue: euros(500_00) },
      }));

  it('stays when another is taken out', () =>
    given(...primary, linked('q2'), unlinked('q2'))
      .when(reviseTo(500_00))
      .refuses({ code: 'opportunity/value-follows-quotation', quotationId: 'q1' }));

  it('does not keep a deal from being won at another value', () =>
    given(...primary)
      .when(win)
      .emits(won));
});

describe('the expected margin of a deal', () => {
  const said = { margin: euros(300_00), netOfUnknownCost: euros(100_00) };
  const revised = (more: object): OpportunityEvent => ({
    type: 'OpportunityValueRevised',
    data: { opportunityId, expectedValue: euros(1_000_00), ...more },
  });

  it('is said by hand with the value (S58)', () =>
    given(opened).when(revise(said)).emits(revised(said)));

  it('is said once', () => given(opened, revised(said)).when(revise(said)).changesNothing());

  it.each([
    ['another margin', { ...said, margin: euros(300_01) }],
    ['another part of unknown cost', { ...said, netOfUnknownCost: euros(99_00) }],
    ['no margin', { netOfUnknownCost: said.netOfUnknownCost }],
    ['no part of unknown cost', { margin: said.margin }],
    ['neither', {}],
  ])('is said anew with %s', (_, more) =>
    given(opened, revised(said)).when(revise(more)).emits(revised(more)),
  );

  it('is said where there was none', () =>
    given(opened, revised({})).when(revise(said)).emits(revised(said)));

  it.each([
    ['margin', { margin: money(1, 'USD') }],
    ['part of unknown cost', { margin: euros(1), netOfUnknownCost: money(1, 'USD') }],
  ])('is in the currency of the value: the %s is not in USD', (_, more) =>
    given(opened)
      .when(revise(more))
      .refuses({ code: 'opportunity/other-currency', currency: 'USD' }),
  );
});

describe('a primary quotation that is over (B27)', () => {
  const release = (quotationId: string): OpportunityCommand => ({
    type: 'ReleasePrimaryQuotation',
    data: { opportunityId, quotationId, reason: 'expired', at },
  });
  const released = (
    reason: 'expired' | 'unlinked' | 'replaced' = 'expired',
    said: { readonly expectedValue?: Money; readonly margin?: Money } = {},
  ): OpportunityEvent => ({
    type: 'PrimaryQuotationReleased',
    data: { opportunityId, quotationId: 'q1', reason, ...said },
  });
  const byHand: OpportunityEvent = {
    type: 'OpportunityValueRevised',
    data: { opportunityId, expectedValue: euros(700_00), margin: euros(70_00) },
  };
  const followed = [linked('q1'), selected('q1', offer), following(offer, 'q1')];

  it('leaves the deal worth what was said by hand before', () =>
    given(opened, byHand, ...followed)
      .when(release('q1'))
      .emits(released('expired', { expectedValue: euros(700_00), margin: euros(70_00) })));

  it('leaves a deal without a value where nobody ever said one', () =>
    given(opened, ...followed)
      .when(release('q1'))
      .emits(released()));

  it('lets the value be said by hand again', () =>
    given(opened, ...followed, released())
      .when(revise({ expectedValue: euros(500_00) }))
      .emits({
        type: 'OpportunityValueRevised',
        data: { opportunityId, expectedValue: euros(500_00) },
      }));

  it('changes nothing where the deal follows another, or none', () => {
    given(opened, ...followed)
      .when(release('q2'))
      .changesNothing();
    given(opened, linked('q1')).when(release('q1')).changesNothing();
  });

  it('is as one that is taken out of the deal', () =>
    given(opened, byHand, ...followed)
      .when(unlink('q1'))
      .emits(
        released('unlinked', { expectedValue: euros(700_00), margin: euros(70_00) }),
        unlinked('q1'),
      ));

  it('is as one whose place another takes without a value', () =>
    given(opened, ...followed, linked('q2'))
      .when(select('q2'))
      .emits(released('replaced'), selected('q2')));

  it('may be chosen again once it is sent anew', () =>
    given(opened, ...followed, released())
      .when(select('q1', offer))
      .emits(selected('q1', offer), following(offer, 'q1')));
});

describe('a quotation in several currencies (B27)', () => {
  const dollars = worth(money(50_00, 'USD'), money(5_00, 'USD'), money(0, 'USD'));
  const both = (others: readonly DealValue[] = [dollars]): OpportunityCommand => ({
    type: 'SelectPrimaryQuotation',
    data: { opportunityId, quotationId: 'q1', value: offer, others, at },
  });

  it('makes the deal worth an amount in each', () => {
    const revised = following(offer, 'q1');
    if (revised.type !== 'OpportunityValueRevised') throw new Error('not revised');
    const events: readonly OpportunityEvent[] = [
      linked('q1'),
      {
        type: 'PrimaryQuotationSelected',
        data: { opportunityId, quotationId: 'q1', value: offer, others: [dollars] },
      },
      { ...revised, data: { ...revised.data, others: [dollars] } },
    ];
    given(opened)
      .when(both())
      .emits(...events);
    given(opened, ...events)
      .when(both())
      .changesNothing();
    given(opened, ...events)
      .when(both([worth(money(50_01, 'USD'), money(5_00, 'USD'), money(0, 'USD'))]))
      .emits({
        ...revised,
        data: {
          ...revised.data,
          others: [worth(money(50_01, 'USD'), money(5_00, 'USD'), money(0, 'USD'))],
        },
      });
    given(opened, ...events)
      .when(select('q1', offer))
      .emits(revised);
  });

  it('is worth nothing or more in each', () =>
    given(opened)
      .when(both([worth(money(-1, 'USD'), money(0, 'USD'), money(0, 'USD'))]))
      .refuses({ code: 'opportunity/negative-value', net: money(-1, 'USD') }));
});
