import type { DealValue } from '@presales/domain';
import {
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
} from '@presales/domain/opportunity';
import { money } from '@presales/kernel';
import { scenario } from '@presales/testing';
import {
  at,
  lose,
  lost,
  opened,
  opportunityId,
  reopen,
  reversed,
  value,
  win,
  won,
} from './opportunity-fixtures.ts';

const { given } = scenario(opportunity);

const reopened: OpportunityEvent = {
  type: 'OpportunityReopened',
  data: { opportunityId, previousOutcome: 'won', step: 'call', reason: 'typo' },
};

describe('a paid shop order', () => {
  const winByOrder = (shopOrderId: string, quotationId?: string): OpportunityCommand => ({
    type: 'WinOpportunity',
    data: {
      opportunityId,
      value,
      shopOrderId,
      ...(quotationId === undefined ? {} : { quotationId }),
      at,
    },
  });
  const wonByOrder: OpportunityEvent = { ...won, data: { ...won.data, shopOrderId: 's1' } };

  it('wins its deal from whatever step it stands at, skipped steps named (S69)', () =>
    given(opened).when(winByOrder('s1')).emits(wonByOrder));

  it('wins it once, named or not', () => {
    given(opened, wonByOrder).when(winByOrder('s1')).changesNothing();
    given(opened, wonByOrder).when(win).changesNothing();
  });

  it('does not win what another order or a quotation has won: nothing is counted twice', () => {
    given(opened, wonByOrder)
      .when(winByOrder('s2'))
      .refuses({ code: 'opportunity/already-won', value });
    given(opened, won).when(winByOrder('s1')).refuses({ code: 'opportunity/already-won', value });
    given(opened, wonByOrder)
      .when(winByOrder('s1', 'q1'))
      .refuses({ code: 'opportunity/already-won', value });
  });
});

describe('a refund of a part (B8)', () => {
  const euros = (net: number, margin: number, unknown: number): DealValue => ({
    net: money(net, 'EUR'),
    margin: money(margin, 'EUR'),
    netOfUnknownCost: money(unknown, 'EUR'),
  });
  const rest = euros(60_00, 20_00, 0);
  const adjust = (value: DealValue, note?: string): OpportunityCommand => ({
    type: 'AdjustWin',
    data: { opportunityId, value, reason: 'refund', ...(note === undefined ? {} : { note }), at },
  });
  const adjusted = (value: DealValue, note?: string): OpportunityEvent => ({
    type: 'OpportunityWinAdjusted',
    data: { opportunityId, value, reason: 'refund', ...(note === undefined ? {} : { note }) },
  });

  it('states value and margin of the win anew, as a whole (S69)', () =>
    given(opened, won)
      .when(adjust(rest, 'Four came back.'))
      .emits(adjusted(rest, 'Four came back.')));

  it('is stated once', () => {
    given(opened, won).when(adjust(value)).changesNothing();
    given(opened, won, adjusted(rest)).when(adjust(rest)).changesNothing();
  });

  it.each([
    ['value', euros(60_01, 20_00, 0)],
    ['margin', euros(60_00, 20_01, 0)],
    ['part of unknown cost', euros(60_00, 20_00, 1)],
  ])('may follow another with another %s', (_, next) =>
    given(opened, won, adjusted(rest)).when(adjust(next)).emits(adjusted(next)),
  );

  it('leaves the deal won at what is left', () => {
    given(opened, won, adjusted(rest)).when(win).refuses({
      code: 'opportunity/already-won',
      value: rest,
    });
    given(opened, won, adjusted(rest))
      .when({ type: 'ReverseWin', data: { opportunityId, reason: 'refund', at } })
      .emits(reversed);
  });

  it('may leave nothing, but not less', () => {
    given(opened, won)
      .when(adjust(euros(0, 0, 0)))
      .emits(adjusted(euros(0, 0, 0)));
    given(opened, won)
      .when(adjust(euros(-1, 0, 0)))
      .refuses({ code: 'opportunity/negative-value', net: money(-1, 'EUR') });
  });

  it('is in the currency of the win', () => {
    const dollars = {
      net: money(1, 'USD'),
      margin: money(1, 'USD'),
      netOfUnknownCost: money(0, 'USD'),
    };
    given(opened, won)
      .when(adjust(dollars))
      .refuses({ code: 'opportunity/other-currency', currency: 'USD' });
  });

  it.each([
    ['open', [opened], 'open'],
    ['lost', [opened, lost], 'lost'],
    ['taken back', [opened, won, reversed], 'won-reversed'],
  ] as const)('is of no deal that is %s', (_, history, status) =>
    given(...history)
      .when(adjust(rest))
      .refuses({ code: 'opportunity/not-won', status }),
  );

  it('is forgotten when the deal is reopened, and won anew', () => {
    given(opened, won, adjusted(rest)).when(reopen).emits(reopened);
    given(opened, won, adjusted(rest), reopened).when(win).emits(won);
  });
});

describe('a deal with a quotation that stands', () => {
  const loseWith = (
    ...standingQuotations: readonly { quotationId: string; status: 'live' | 'ordered' }[]
  ): OpportunityCommand => ({
    type: 'LoseOpportunity',
    data: { opportunityId, reason: 'competitor', competitor: 'Rival', standingQuotations, at },
  });

  it.each(['live', 'ordered'] as const)('is not lost while the quotation is %s', (status) =>
    given(opened)
      .when(loseWith({ quotationId: 'q1', status }, { quotationId: 'q2', status: 'live' }))
      .refuses({ code: 'opportunity/quotation-stands', quotationId: 'q1', status }),
  );

  it('is lost once none stands any more', () => given(opened).when(loseWith()).emits(lost));

  it('is lost once: looking again changes nothing', () =>
    given(opened, lost)
      .when(loseWith({ quotationId: 'q1', status: 'live' }))
      .changesNothing());
});

describe('a deal that is reopened (B13)', () => {
  it('has no loss any more in its present state, only in its history', () => {
    const afterLoss: OpportunityEvent = {
      type: 'OpportunityReopened',
      data: { opportunityId, previousOutcome: 'lost', step: 'call', reason: 'typo' },
    };
    given(opened, lost).when(reopen).emits(afterLoss);
    given(opened, lost, afterLoss).when(lose).emits(lost);
    given(opened, lost, afterLoss).when(win).emits(won);
  });

  it('is reopened once', () => given(opened, won, reopened).when(reopen).changesNothing());
});

it('an order that was never paid loses its deal', () =>
  given(opened)
    .when({ type: 'LoseOpportunity', data: { opportunityId, reason: 'cancelled', at } })
    .emits({
      type: 'OpportunityLost',
      data: { opportunityId, reason: 'cancelled', step: 'call' },
    }));

it('a deal that was lost by a demonstration names it, and another one is another loss (S26)', () => {
  const lose = (engagementId: string): OpportunityCommand => ({
    type: 'LoseOpportunity',
    data: { opportunityId, reason: 'demo-went-wrong', engagementId, at },
  });
  const byTheDemo: OpportunityEvent = {
    type: 'OpportunityLost',
    data: { opportunityId, reason: 'demo-went-wrong', engagementId: 'demo-1', step: 'call' },
  };
  given(opened).when(lose('demo-1')).emits(byTheDemo);
  given(opened, byTheDemo).when(lose('demo-1')).changesNothing();
  given(opened, byTheDemo)
    .when(lose('demo-2'))
    .refuses({ code: 'opportunity/closed', status: 'lost' });
});

describe('a competitor of a deal', () => {
  const record = (competitor: string): OpportunityCommand => ({
    type: 'RecordCompetitor',
    data: { opportunityId, competitor, at },
  });
  const recorded = (competitor: string): OpportunityEvent => ({
    type: 'CompetitorRecorded',
    data: { opportunityId, competitor },
  });

  it('is recorded while the deal is open (S37)', () =>
    given(opened).when(record('Rival')).emits(recorded('Rival')));
  it('is recorded once', () =>
    given(opened, recorded('Rival'), recorded('Other')).when(record('Rival')).changesNothing());
  it('is one of several', () =>
    given(opened, recorded('Rival')).when(record('Other')).emits(recorded('Other')));
});
