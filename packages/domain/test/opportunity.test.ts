import {
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
} from '@presales/domain/opportunity';
import { fold, money } from '@presales/kernel';
import { scenario } from '@presales/testing';
import {
  at,
  givenTo,
  giveTo,
  lose,
  lost,
  moved,
  moveTo,
  open,
  opened,
  openedForNobody,
  opening,
  opportunityId,
  pipeline,
  reopen,
  reverse,
  reversed,
  reviseTo,
  value,
  win,
  won,
  worth,
} from './opportunity-fixtures.ts';

const { given } = scenario(opportunity);

const stateAfter = (event: OpportunityEvent) => fold(opportunity.decider, [event]);

describe('an opportunity', () => {
  it("is opened at its pipeline's first step, of direct origin, unless told otherwise", () =>
    given().when(open).emits(opened));

  it('is opened at another step with where it came from and what is expected (S39, S75)', () => {
    const more = {
      step: 'offer',
      origin: { kind: 'lead', id: 'l1' },
      productId: 'gtx',
      expectedValue: money(5_000_00, 'USD'),
      expectedCloseOn: '2026-06-30',
    } as const;
    given()
      .when({ type: 'OpenOpportunity', data: { ...opening, ...more, at } })
      .emits({ type: 'OpportunityOpened', data: { ...opening, ...more, openedAt: at } });
  });

  it('is opened once', () => given(opened).when(open).changesNothing());

  it('is still that deal when it is opened again after it went on', () =>
    given(opened, moved('call', 'visit', 'forward'), givenTo('anna', 'ben'), won)
      .when(open)
      .changesNothing());

  it('is not opened again in another way', () =>
    given(opened)
      .when({ type: 'OpenOpportunity', data: { ...opening, ownerId: 'ben', at } })
      .refuses({ code: 'opportunity/already-opened' }));

  it('is opened at a step of its pipeline', () =>
    given()
      .when({ type: 'OpenOpportunity', data: { ...opening, step: 'demo', at } })
      .refuses({ code: 'opportunity/unknown-step', step: 'demo' }));

  it('is not opened in a pipeline that names a step twice', () =>
    given()
      .when({
        type: 'OpenOpportunity',
        data: { ...opening, pipeline: { ...pipeline, steps: ['call', 'visit', 'visit'] }, at },
      })
      .refuses({ code: 'opportunity/step-twice', step: 'visit' }));

  it.each([moveTo('visit'), reviseTo(1), giveTo('ben'), win, lose, reopen, reverse])(
    'has to be opened before $type',
    (command) => given().when(command).refuses({ code: 'opportunity/not-opened' }),
  );
});

describe('an open opportunity', () => {
  it('goes forward to the next step (S74)', () =>
    given(opened)
      .when(moveTo('visit'))
      .emits(moved('call', 'visit', 'forward')));

  it('skips the steps it goes past, and names them (S74)', () =>
    given(opened)
      .when(moveTo('contract'))
      .emits(moved('call', 'contract', 'skip', ['visit', 'offer'])));

  it('goes back, past any number of steps (S74)', () =>
    given(opened, moved('call', 'contract', 'skip', ['visit', 'offer']))
      .when(moveTo('call'))
      .emits(moved('contract', 'call', 'backward')));

  it('goes forward again from where it went back to', () =>
    given(opened, moved('call', 'visit', 'forward'), moved('visit', 'call', 'backward'))
      .when(moveTo('visit'))
      .emits(moved('call', 'visit', 'forward')));

  it('stands where it stands', () => given(opened).when(moveTo('call')).changesNothing());

  it('enters only steps of its own version of the pipeline', () =>
    given(opened).when(moveTo('demo')).refuses({ code: 'opportunity/unknown-step', step: 'demo' }));

  it('is expected to be worth something, by hand', () =>
    given(opened)
      .when(reviseTo(500_00))
      .emits({
        type: 'OpportunityValueRevised',
        data: { opportunityId, expectedValue: money(500_00, 'EUR') },
      }));

  const expecting: OpportunityEvent = {
    type: 'OpportunityValueRevised',
    data: { opportunityId, expectedValue: money(500_00, 'EUR'), quotationId: 'q1' },
  };

  it('is expected to be worth the same once', () =>
    given(opened, expecting).when(reviseTo(500_00, 'q1')).changesNothing());

  it('takes 500.000 EUR for 500.00 EUR', () =>
    given(opened, expecting)
      .when({
        type: 'ReviseOpportunityValue',
        data: {
          opportunityId,
          expectedValue: { amount: 500_000, currency: 'EUR', scale: 3 },
          quotationId: 'q1',
          at,
        },
      })
      .changesNothing());

  it('was opened with an expectation that need not be repeated', () =>
    given({
      type: 'OpportunityOpened',
      data: { ...opened.data, expectedValue: money(500_00, 'EUR') },
    })
      .when(reviseTo(500_00))
      .changesNothing());

  it.each([
    ['another amount', money(500_01, 'EUR'), 'q1'],
    ['another currency', money(500_00, 'USD'), 'q1'],
    ['another quotation', money(500_00, 'EUR'), 'q2'],
  ])('is expected anew with %s', (_, expectedValue, quotationId) =>
    given(opened, expecting)
      .when({
        type: 'ReviseOpportunityValue',
        data: { opportunityId, expectedValue, quotationId, at },
      })
      .emits({
        type: 'OpportunityValueRevised',
        data: { opportunityId, expectedValue, quotationId },
      }),
  );

  it('goes to another owner', () =>
    given(opened).when(giveTo('ben')).emits(givenTo('anna', 'ben')));

  it('stays with its owner', () =>
    given(opened, givenTo('anna', 'ben')).when(giveTo('ben')).changesNothing());

  it('is open already', () => given(opened).when(reopen).changesNothing());

  it('has no win to reverse', () =>
    given(opened).when(reverse).refuses({ code: 'opportunity/not-won', status: 'open' }));
});

describe('a won opportunity', () => {
  it('is won from any step; the steps it never entered are recorded as skipped (S69)', () =>
    given(opened).when(win).emits(won));

  it('has not skipped what it entered at any time', () =>
    given(opened, moved('call', 'offer', 'skip', ['visit']), moved('offer', 'call', 'backward'))
      .when(win)
      .emits({
        type: 'OpportunityWon',
        data: { ...won.data, skipped: ['visit', 'contract'] },
      }));

  it('has skipped the steps before the one it was opened at', () =>
    given({ type: 'OpportunityOpened', data: { ...opened.data, step: 'contract' } })
      .when(win)
      .emits({
        type: 'OpportunityWon',
        data: { ...won.data, step: 'contract', skipped: ['call', 'visit', 'offer'] },
      }));

  it('is credited to whoever owned it at the win', () =>
    given(opened, givenTo('anna', 'ben'))
      .when(win)
      .emits({
        type: 'OpportunityWon',
        data: { ...won.data, credit: [{ salespersonId: 'ben', share: 10_000 }] },
      }));

  it('belongs to whoever the win names, when nobody was known', () =>
    given(openedForNobody)
      .when({ type: 'WinOpportunity', data: { opportunityId, value, partyId: 'acme', at } })
      .emits(won));

  it('may belong to nobody known', () => {
    const { partyId: _, ...wonOfNobody } = won.data;
    given(openedForNobody).when(win).emits({ type: 'OpportunityWon', data: wonOfNobody });
  });

  it('is named after the customer that is known already', () =>
    given(opened)
      .when({ type: 'WinOpportunity', data: { opportunityId, value, partyId: 'acme', at } })
      .emits(won));

  it.each([
    ['is open', [opened]],
    ['is won', [openedForNobody, won]],
  ])('is not won for another customer while it %s', (_, history) =>
    given(...history)
      .when({ type: 'WinOpportunity', data: { opportunityId, value, partyId: 'other', at } })
      .refuses({ code: 'opportunity/other-party', partyId: 'acme' }),
  );

  it('is won by a quotation (S66)', () =>
    given(opened)
      .when({ type: 'WinOpportunity', data: { opportunityId, value, quotationId: 'q1', at } })
      .emits({ type: 'OpportunityWon', data: { ...won.data, quotationId: 'q1' } }));

  it('is won once at the same value', () => given(opened, won).when(win).changesNothing());

  const wonByQuotation: OpportunityEvent = {
    type: 'OpportunityWon',
    data: { ...won.data, quotationId: 'q1' },
  };

  it.each([undefined, 'q1'])('is won once by the same quotation, named or not: %s', (quotationId) =>
    given(opened, wonByQuotation)
      .when({
        type: 'WinOpportunity',
        data: { opportunityId, value, ...(quotationId === undefined ? {} : { quotationId }), at },
      })
      .changesNothing(),
  );

  it('is not won again by another quotation', () =>
    given(opened, wonByQuotation)
      .when({ type: 'WinOpportunity', data: { opportunityId, value, quotationId: 'q2', at } })
      .refuses({ code: 'opportunity/already-won', value }));

  it('is won once, though the same value is said at another scale', () => {
    const coarse = { amount: 100, currency: 'EUR', scale: 0 };
    given(opened, won)
      .when({
        type: 'WinOpportunity',
        data: {
          opportunityId,
          value: { net: coarse, margin: { ...coarse, amount: 0 }, netOfUnknownCost: coarse },
          at,
        },
      })
      .changesNothing();
  });

  it.each([
    ['margin', { ...value, margin: money(1, 'EUR') }],
    ['part of unknown cost', { ...value, netOfUnknownCost: money(0, 'EUR') }],
  ])('is not won again with another %s', (_, other) =>
    given(opened, won)
      .when({ type: 'WinOpportunity', data: { opportunityId, value: other, at } })
      .refuses({ code: 'opportunity/already-won', value }),
  );

  it('is not won again at another value', () =>
    given(opened, won)
      .when({ type: 'WinOpportunity', data: { opportunityId, value: worth(100_01), at } })
      .refuses({ code: 'opportunity/already-won', value }));

  it('is not won again with a customer that the win left open', () => {
    const { partyId: _, ...wonOfNobody } = won.data;
    given(openedForNobody, { type: 'OpportunityWon', data: wonOfNobody })
      .when({ type: 'WinOpportunity', data: { opportunityId, value, partyId: 'acme', at } })
      .refuses({ code: 'opportunity/already-won', value });
  });

  it.each([moveTo('visit'), moveTo('call'), reviseTo(1), giveTo('ben'), lose])(
    'refuses $type: it is closed',
    (command) =>
      given(opened, won).when(command).refuses({ code: 'opportunity/closed', status: 'won' }),
  );

  it('is taken back', () => given(opened, won).when(reverse).emits(reversed));

  it('is reopened where it stood, its outcome kept in history (B13)', () =>
    given(opened, moved('call', 'visit', 'forward'), won)
      .when(reopen)
      .emits({
        type: 'OpportunityReopened',
        data: { opportunityId, previousOutcome: 'won', step: 'visit', reason: 'typo' },
      }));
});

describe('a lost opportunity', () => {
  it('says why, to whom and at which step (S26, S37)', () => given(opened).when(lose).emits(lost));

  it('is lost where it stands', () =>
    given(opened, moved('call', 'visit', 'forward'))
      .when({ type: 'LoseOpportunity', data: { opportunityId, reason: 'price', at } })
      .emits({ type: 'OpportunityLost', data: { opportunityId, reason: 'price', step: 'visit' } }));

  it('needs a note when the reason is other', () =>
    given(opened)
      .when({ type: 'LoseOpportunity', data: { opportunityId, reason: 'other', at } })
      .refuses({ code: 'opportunity/note-needed' }));

  it('may have another reason with a note', () =>
    given(opened)
      .when({
        type: 'LoseOpportunity',
        data: { opportunityId, reason: 'other', note: 'Fire.', at },
      })
      .emits({
        type: 'OpportunityLost',
        data: { opportunityId, reason: 'other', note: 'Fire.', step: 'call' },
      }));

  it('is lost once', () => given(opened, lost).when(lose).changesNothing());

  it.each([
    ['reason', { reason: 'price', competitor: 'Rival' }],
    ['competitor', { reason: 'competitor', competitor: 'Other' }],
    ['note', { reason: 'competitor', competitor: 'Rival', note: 'Cheaper.' }],
  ] as const)('is not lost again with another %s', (_, more) =>
    given(opened, lost)
      .when({ type: 'LoseOpportunity', data: { opportunityId, ...more, at } })
      .refuses({ code: 'opportunity/closed', status: 'lost' }),
  );

  it.each([moveTo('visit'), reviseTo(1), giveTo('ben'), win])(
    'refuses $type: it is closed',
    (command) =>
      given(opened, lost).when(command).refuses({ code: 'opportunity/closed', status: 'lost' }),
  );

  it('has no win to reverse', () =>
    given(opened, lost).when(reverse).refuses({ code: 'opportunity/not-won', status: 'lost' }));

  const reopened = {
    type: 'OpportunityReopened',
    data: { opportunityId, previousOutcome: 'lost', step: 'visit', reason: 'typo' },
  } satisfies OpportunityEvent;

  it('is reopened where it stood', () =>
    given(opened, moved('call', 'visit', 'forward'), lost)
      .when(reopen)
      .emits(reopened));

  it('goes on from there once it is reopened', () =>
    given(opened, moved('call', 'visit', 'forward'), lost, reopened)
      .when(moveTo('offer'))
      .emits(moved('visit', 'offer', 'forward')));

  it('may be lost again once it is reopened', () =>
    given(opened, lost, { ...reopened, data: { ...reopened.data, step: 'call' } })
      .when(lose)
      .emits(lost));
});

describe('an opportunity whose win was reversed', () => {
  it('was reversed once', () => given(opened, won, reversed).when(reverse).changesNothing());

  it.each([
    ['reason', { reason: 'error' }],
    ['note', { reason: 'refund', note: 'Broken.' }],
  ] as const)('is not reversed again with another %s', (_, more) =>
    given(opened, won, reversed)
      .when({ type: 'ReverseWin', data: { opportunityId, ...more, at } })
      .refuses({ code: 'opportunity/not-won', status: 'won-reversed' }),
  );

  it.each([moveTo('visit'), reviseTo(1), giveTo('ben'), lose, win])(
    'refuses $type: it is closed',
    (command) =>
      given(opened, won, reversed)
        .when(command)
        .refuses({ code: 'opportunity/closed', status: 'won-reversed' }),
  );

  it('counts as lost when it is reopened', () =>
    given(opened, won, reversed)
      .when(reopen)
      .emits({
        type: 'OpportunityReopened',
        data: {
          opportunityId,
          previousOutcome: 'lost',
          reversed: true,
          step: 'call',
          reason: 'typo',
        },
      }));

  it.each([
    ['moved', moveTo('visit')],
    ['won', win],
    ['lost', { type: 'LoseOpportunity', data: { opportunityId, reason: 'price', at } }],
  ] satisfies [string, OpportunityCommand][])(
    'is not %s before it was opened, and is at that very moment',
    (_, command) => {
      const openedAt = '2026-03-02T09:00:00.001Z';
      expect(openedAt > at).toBe(true);
      given({ type: 'OpportunityOpened', data: { ...opened.data, openedAt } })
        .when(command)
        .refuses({ code: 'opportunity/before-opening', openedAt });
      expect(opportunity.decider.decide(command, stateAfter(opened)).outcome).toBe('emitted');
    },
  );

  it('is won at nothing, but not at less', () => {
    given(opened)
      .when({ type: 'WinOpportunity', data: { opportunityId, value: worth(0), at } })
      .emits({ ...won, data: { ...won.data, value: worth(0) } });
    given(opened)
      .when({ type: 'WinOpportunity', data: { opportunityId, value: worth(-1), at } })
      .refuses({ code: 'opportunity/negative-value', net: money(-1, 'EUR') });
  });

  it('is the same opening when it is asked for again at another hour', () =>
    given(opened)
      .when({ type: 'OpenOpportunity', data: { ...opening, at: '2026-04-01T00:00:00.000Z' } })
      .changesNothing());
});
