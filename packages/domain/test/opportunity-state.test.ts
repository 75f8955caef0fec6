import { type Opportunity, type OpportunityEvent, opportunity } from '@presales/domain/opportunity';
import { fold, money } from '@presales/kernel';
import { eventsFor, scenario } from '@presales/testing';
import fc from 'fast-check';
import {
  at,
  lost,
  moved,
  opened,
  opportunityId,
  pipeline,
  reversed,
  value,
  won,
} from './opportunity-fixtures.ts';

const { given } = scenario(opportunity);

const record = {
  opened: opened.data,
  partyId: 'acme',
  ownerId: 'anna',
  owners: [{ ownerId: 'anna', since: at }],
  pipeline,
  step: 'call',
  entered: ['call'],
  expected: undefined,
  saidByHand: undefined,
  expectedCloseOn: undefined,
  slips: 0,
  byHand: { probability: undefined, category: undefined },
  quotations: [],
  primary: undefined,
  credit: [],
  overlay: [],
  competitors: [],
  absorbed: [],
};

describe('a deal is', () => {
  it('nothing before it is opened, whatever is told of it', () =>
    fc.assert(
      fc.property(
        eventsFor(opportunity).filter(({ type }) => type !== 'OpportunityOpened'),
        (event) => expect(fold(opportunity.decider, [event])).toEqual({ status: 'absent' }),
      ),
    ));

  it('open once it is opened', () => given(opened).is({ status: 'open', record, held: undefined }));

  it('expected to be worth what it was opened with', () => {
    const more = { expectedValue: money(500_00, 'EUR'), expectedCloseOn: '2026-06-30' };
    const openedWith = { ...opened.data, ...more };
    given({ type: 'OpportunityOpened', data: openedWith }).is({
      status: 'open',
      record: {
        ...record,
        opened: openedWith,
        expected: {
          value: money(500_00, 'EUR'),
          margin: undefined,
          netOfUnknownCost: undefined,
          quotationId: undefined,
        },
        saidByHand: {
          value: money(500_00, 'EUR'),
          margin: undefined,
          netOfUnknownCost: undefined,
          quotationId: undefined,
        },
        expectedCloseOn: '2026-06-30',
      },
      held: undefined,
    });
  });

  it('at one step, and has entered each once', () =>
    given(
      opened,
      moved('call', 'visit', 'forward'),
      moved('visit', 'call', 'backward'),
      moved('call', 'visit', 'forward'),
    ).is({
      status: 'open',
      record: { ...record, step: 'visit', entered: ['call', 'visit'] },
      held: undefined,
    }));

  it('held for a reason', () =>
    given(opened, {
      type: 'OpportunityHeld',
      data: { opportunityId, reason: 'budget', until: '2026-05-01' },
    }).is({ status: 'open', record, held: { reason: 'budget', until: '2026-05-01' } }));

  it('won by a quotation or an order', () =>
    given(opened, {
      ...won,
      data: { ...won.data, quotationId: 'q1', shopOrderId: 's1' },
    }).is({
      status: 'won',
      record,
      value,
      wonAt: undefined,
      credit: won.data.credit,
      overlay: [],
      quotationId: 'q1',
      shopOrderId: 's1',
      sales: [{ value, quotationId: 'q1', shopOrderId: 's1' }],
    }));

  it.each<readonly [string, readonly OpportunityEvent[], Opportunity]>([
    [
      'lost',
      [opened, lost],
      {
        status: 'lost',
        record,
        reason: 'competitor',
        competitor: 'Rival',
        note: undefined,
        engagementId: undefined,
      },
    ],
    [
      'lost after it was won',
      [opened, won, reversed],
      { status: 'won-reversed', record, reason: 'refund', note: undefined },
    ],
    [
      'merged',
      [opened, { type: 'OpportunityMergedInto', data: { opportunityId, survivorId: 'o2' } }],
      { status: 'merged', record, survivorId: 'o2', held: undefined },
    ],
  ])('%s', (_, history, state) => given(...history).is(state));

  it('no more won for an adjustment that comes without a win', () =>
    given(opened, {
      type: 'OpportunityWinAdjusted',
      data: { opportunityId, value, reason: 'error' },
    }).is({ status: 'open', record, held: undefined }));

  it('remembered by its quotations, competitors, duplicates and shares', () =>
    given(
      opened,
      { type: 'QuotationLinked', data: { opportunityId, quotationId: 'q1' } },
      { type: 'QuotationLinked', data: { opportunityId, quotationId: 'q2' } },
      { type: 'PrimaryQuotationSelected', data: { opportunityId, quotationId: 'q2' } },
      { type: 'CompetitorRecorded', data: { opportunityId, competitor: 'Rival' } },
      { type: 'OpportunityAbsorbed', data: { opportunityId, mergedId: 'o2' } },
      {
        type: 'SalesCreditAllocated',
        data: {
          opportunityId,
          credit: [{ salespersonId: 'ben', share: 10_000 }],
          effectiveFrom: '2026-04-01',
        },
      },
      {
        type: 'SalesCreditAllocated',
        data: {
          opportunityId,
          credit: [{ salespersonId: 'carl', share: 10_000 }],
          effectiveFrom: '2026-03-01',
        },
      },
    ).is({
      status: 'open',
      record: {
        ...record,
        quotations: ['q1', 'q2'],
        primary: 'q2',
        competitors: ['Rival'],
        absorbed: ['o2'],
        credit: [
          { effectiveFrom: '2026-03-01', shares: [{ salespersonId: 'carl', share: 10_000 }] },
          { effectiveFrom: '2026-04-01', shares: [{ salespersonId: 'ben', share: 10_000 }] },
        ],
      },
      held: undefined,
    }));
});
