import { type CreditShare, type CreditSplit, credited } from '@presales/domain';
import {
  creditAt,
  creditOn,
  type OpportunityCommand,
  type OpportunityEvent,
  opportunity,
  overlayOn,
} from '@presales/domain/opportunity';
import { fold, money } from '@presales/kernel';
import { scenario } from '@presales/testing';
import fc from 'fast-check';
import {
  at,
  givenTo,
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

const share = (salespersonId: string, share: number): CreditShare => ({ salespersonId, share });
const halves: CreditSplit = [share('anna', 5_000), share('ben', 5_000)];
const sixtyForty: CreditSplit = [share('anna', 6_000), share('ben', 4_000)];
const allocate = (credit: CreditSplit, effectiveFrom: string): OpportunityCommand => ({
  type: 'AllocateCredit',
  data: { opportunityId, credit, effectiveFrom, at },
});
const allocated = (credit: CreditSplit, effectiveFrom: string): OpportunityEvent => ({
  type: 'SalesCreditAllocated',
  data: { opportunityId, credit, effectiveFrom },
});
const overlay = (shares: readonly CreditShare[], effectiveFrom: string): OpportunityCommand => ({
  type: 'AllocateOverlayCredit',
  data: { opportunityId, shares, effectiveFrom, at },
});
const overlaid = (shares: readonly CreditShare[], effectiveFrom: string): OpportunityEvent => ({
  type: 'OverlayCreditAllocated',
  data: { opportunityId, shares, effectiveFrom },
});
const wonFor = (credit: CreditSplit, overlay?: readonly CreditShare[]): OpportunityEvent => ({
  ...won,
  data: { ...won.data, credit, ...(overlay === undefined ? {} : { overlay }) },
});
const [march1, march2, march3] = ['2026-03-01', '2026-03-02', '2026-03-03'] as const;

describe('the credit of a deal is split (B11)', () => {
  it('among people, from a day on (S54)', () =>
    given(opened).when(allocate(halves, march2)).emits(allocated(halves, march2)));

  it('by shares that total exactly 100 %', () => {
    const of =
      (...shares: readonly CreditShare[]) =>
      () =>
        given().when(allocate(shares, march2));
    const message = 'data.credit: expected shares that total exactly 10000 basis points';
    expect(of(share('anna', 5_000), share('ben', 4_999))).toThrow(message);
    expect(of(share('anna', 5_000), share('ben', 5_001))).toThrow(message);
    expect(of(share('anna', 10_000))).not.toThrow();
  });

  it('among different people, each with something', () => {
    expect(() =>
      given().when(allocate([share('anna', 5_000), share('anna', 5_000)], march2)),
    ).toThrow('data.credit: expected every salesperson once');
    expect(() => given().when(allocate([share('anna', 10_000), share('ben', 0)], march2))).toThrow(
      'data.credit[1].share: expected at least 1',
    );
  });

  it('once for a day, in whatever order', () => {
    given(opened, allocated(sixtyForty, march2))
      .when(allocate(sixtyForty, march2))
      .changesNothing();
    given(opened, allocated(sixtyForty, march2))
      .when(allocate([share('ben', 4_000), share('anna', 6_000)], march2))
      .changesNothing();
  });

  it.each<readonly [string, CreditSplit, string]>([
    ['other shares', halves, march2],
    ['other people', [share('anna', 6_000), share('carl', 4_000)], march2],
    ['fewer people', [share('anna', 10_000)], march2],
    ['more people', [share('anna', 6_000), share('ben', 3_999), share('carl', 1)], march2],
    ['another day', sixtyForty, march3],
  ])('anew by %s', (_, credit, day) =>
    given(opened, allocated(sixtyForty, march2))
      .when(allocate(credit, day))
      .emits(allocated(credit, day)),
  );
});

describe('a win is credited', () => {
  it('to the owner as a whole until there is a split', () => {
    given(opened, allocated(halves, march3)).when(win).emits(won);
    given(opened, givenTo('anna', 'ben'), allocated(halves, march3))
      .when(win)
      .emits(wonFor([share('ben', 10_000)]));
  });

  it('as it is split on the day of the win', () =>
    given(opened, allocated(sixtyForty, march2)).when(win).emits(wonFor(sixtyForty)));

  it('as it was split before, whoever owns it now', () =>
    given(opened, allocated(sixtyForty, march1), givenTo('anna', 'carl'))
      .when(win)
      .emits(wonFor(sixtyForty)));

  it('by the latest split of a day not after the win', () =>
    given(
      opened,
      allocated(halves, march3),
      allocated(sixtyForty, march1),
      allocated([share('carl', 10_000)], march2),
    )
      .when(win)
      .emits(wonFor([share('carl', 10_000)])));

  it('by the second split of a day, which replaces the first', () =>
    given(
      opened,
      allocated(halves, march2),
      allocated([share('carl', 10_000)], march3),
      allocated(sixtyForty, march2),
    )
      .when(win)
      .emits(wonFor(sixtyForty)));

  it("by the day that the deal's zone has at the time", () => {
    const late = '2026-03-02T22:30:00.000Z';
    const winLate: OpportunityCommand = {
      type: 'WinOpportunity',
      data: { opportunityId, value, at: late },
    };
    given(opened, allocated(sixtyForty, march3)).when(winLate).emits(won);
    given(
      { ...opened, data: { ...opened.data, zone: 'Europe/Bucharest' } },
      allocated(sixtyForty, march3),
    )
      .when(winLate)
      .emits(wonFor(sixtyForty));
  });

  it('for good: what is split from now on is no win of before', () => {
    given(opened, won)
      .when(allocate(halves, march1))
      .refuses({ code: 'opportunity/closed', status: 'won' });
    given(opened, wonFor(sixtyForty))
      .when(reopen)
      .emits({
        type: 'OpportunityReopened',
        data: { opportunityId, previousOutcome: 'won', step: 'call', reason: 'typo' },
      });
  });
});

describe('a win belongs to whoever owned the deal when it was won (B23)', () => {
  const handedOverAt = '2026-03-10T12:00:00.000Z';
  const at = (event: OpportunityEvent, occurredAt: string) => ({
    ...event,
    metadata: { occurredAt },
  });
  const handedOver = at(givenTo('anna', 'ben'), handedOverAt);
  const winAt = (at: string): OpportunityCommand => ({
    type: 'WinOpportunity',
    data: { opportunityId, value, at },
  });

  it.each([
    ['the day before the hand-over', '2026-03-09T09:00:00.000Z', 'anna'],
    ['the hour before', '2026-03-10T11:00:00.000Z', 'anna'],
    ['the instant of the hand-over', handedOverAt, 'ben'],
    ['the hour after', '2026-03-10T13:00:00.000Z', 'ben'],
  ])('though it is entered after a hand-over: %s', (_, wonAt, credited) =>
    given(opened, handedOver)
      .when(winAt(wonAt))
      .emits(wonFor([share(credited, 10_000)])),
  );

  it('through several hand-overs, in whatever order they were entered', () => {
    const history = [
      opened,
      at(givenTo('anna', 'carl'), '2026-03-20T12:00:00.000Z'),
      at(givenTo('carl', 'ben'), handedOverAt),
    ];
    const creditOf = (wonAt: string, credited: string) =>
      given(...history)
        .when(winAt(wonAt))
        .emits(wonFor([share(credited, 10_000)]));
    creditOf('2026-03-09T09:00:00.000Z', 'anna');
    creditOf('2026-03-19T09:00:00.000Z', 'ben');
    creditOf('2026-03-20T13:00:00.000Z', 'carl');
    const state = fold(opportunity.decider, history);
    expect(state).toMatchObject({ record: { ownerId: 'carl' } });
  });

  it('a hand-over that is entered late comes from whoever had the deal then', () => {
    const toCarl = (at: string, ownerId = 'carl'): OpportunityCommand => ({
      type: 'ChangeOpportunityOwner',
      data: { opportunityId, ownerId, reason: 'on leave', at },
    });
    given(opened, handedOver)
      .when(toCarl('2026-03-05T09:00:00.000Z'))
      .emits(givenTo('anna', 'carl'));
    given(opened, handedOver)
      .when(toCarl('2026-03-15T09:00:00.000Z'))
      .emits(givenTo('ben', 'carl'));
    given(opened, handedOver)
      .when(toCarl('2026-03-05T09:00:00.000Z', 'ben'))
      .emits(givenTo('anna', 'ben'));
    given(opened, handedOver).when(toCarl('2026-03-05T09:00:00.000Z', 'anna')).changesNothing();
  });

  it('unless the credit was split by then: the split goes before the owner', () => {
    const split = at(allocated(halves, march3), '2026-03-15T09:00:00.000Z');
    given(opened, handedOver, split)
      .when(winAt('2026-03-02T10:00:00.000Z'))
      .emits(wonFor([share('anna', 10_000)]));
    given(opened, handedOver, split).when(winAt('2026-03-09T09:00:00.000Z')).emits(wonFor(halves));
  });

  it('whatever the order in which hand-overs and splits are told of', () => {
    const noon = (day: number): string => `2026-03-${`${day}`.padStart(2, '0')}T12:00:00.000Z`;
    const day = fc.integer({ min: 2, max: 31 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ day, owner: fc.constantFrom('ben', 'carl', 'dora') }), {
          maxLength: 6,
        }),
        fc.option(day, { nil: undefined }),
        day,
        (handOvers, splitFrom, wonOn) => {
          const last = handOvers
            .filter((handOver) => handOver.day <= wonOn)
            .reduce((latest, handOver) => (handOver.day >= latest.day ? handOver : latest), {
              day: 0,
              owner: 'anna',
            });
          const isSplit = splitFrom !== undefined && splitFrom <= wonOn;
          given(
            opened,
            ...handOvers.map(({ day, owner }) => at(givenTo('anna', owner), noon(day))),
            ...(splitFrom === undefined ? [] : [allocated(halves, noon(splitFrom).slice(0, 10))]),
          )
            .when(winAt(noon(wonOn)))
            .emits(wonFor(isSplit ? halves : [share(last.owner, 10_000)]));
        },
      ),
    );
  });

  it('and so can be asked for any day, by who had the deal at its end', () => {
    const state = fold(opportunity.decider, [opened, handedOver]);
    if (state.status === 'absent') throw new Error('it was opened');
    expect(creditOn(state.record, '2026-03-09')).toEqual([share('anna', 10_000)]);
    expect(creditOn(state.record, '2026-03-10')).toEqual([share('ben', 10_000)]);
    expect(creditAt(state.record, '2026-03-10T09:00:00.000Z')).toEqual([share('anna', 10_000)]);
  });
});

describe('a wrong credit is corrected after the win (B23)', () => {
  const reason = 'Ben had no part in it';
  const correct = (
    credit: CreditSplit,
    overlay?: readonly CreditShare[],
    correctedAt: string = at,
  ): OpportunityCommand => ({
    type: 'CorrectCredit',
    data: {
      opportunityId,
      credit,
      ...(overlay === undefined ? {} : { overlay }),
      reason,
      at: correctedAt,
    },
  });
  const corrected = (credit: CreditSplit, overlay?: readonly CreditShare[]): OpportunityEvent => ({
    type: 'SalesCreditCorrected',
    data: { opportunityId, credit, ...(overlay === undefined ? {} : { overlay }), reason },
  });
  const all = [share('anna', 10_000)];
  const specialist = [share('dora', 2_500)];

  it('with a reason, and the deal keeps both', () => {
    given(opened, wonFor(halves)).when(correct(all)).emits(corrected(all));
    given(opened, wonFor(halves), corrected(all)).when(correct(halves)).emits(corrected(halves));
  });

  it('leaving the overlay as it is, or with another one, or none', () => {
    given(opened, wonFor(halves, specialist)).when(correct(all)).emits(corrected(all, specialist));
    given(opened, wonFor(halves))
      .when(correct(halves, specialist))
      .emits(corrected(halves, specialist));
    given(opened, wonFor(halves, specialist)).when(correct(halves, [])).emits(corrected(halves));
  });

  it('once: what is so already changes nothing', () => {
    given(opened, wonFor(halves))
      .when(correct([...halves].reverse()))
      .changesNothing();
    given(opened, wonFor(halves), corrected(all, specialist))
      .when(correct(all, specialist))
      .changesNothing();
    given(opened, wonFor(halves), corrected(all, specialist)).when(correct(all)).changesNothing();
  });

  it('while the win stands only', () => {
    given().when(correct(all)).refuses({ code: 'opportunity/not-opened' });
    given(opened).when(correct(all)).refuses({ code: 'opportunity/not-won', status: 'open' });
    given(opened, lost).when(correct(all)).refuses({ code: 'opportunity/not-won', status: 'lost' });
    given(opened, won, reversed)
      .when(correct(all))
      .refuses({ code: 'opportunity/not-won', status: 'won-reversed' });
  });

  it('for good: won again after a mistake, the deal has the split that was right', () => {
    const occurredAt = '2026-03-03T09:00:00.000Z';
    const history = [
      opened,
      allocated(halves, march1),
      overlaid(specialist, march1),
      { ...wonFor(halves, specialist), metadata: { occurredAt } },
      corrected(all),
    ];
    const reopened: OpportunityEvent = {
      type: 'OpportunityReopened',
      data: { opportunityId, previousOutcome: 'won', step: 'call', reason: 'typo' },
    };
    const winAgain: OpportunityCommand = {
      type: 'WinOpportunity',
      data: { opportunityId, value, at: '2026-03-05T09:00:00.000Z' },
    };
    given(...history, reopened)
      .when(winAgain)
      .emits(wonFor(all));
    // Before the day of the win the split stays what it was.
    const state = fold(opportunity.decider, history);
    if (state.status === 'absent') throw new Error('it was opened');
    expect(creditOn(state.record, march2)).toEqual(halves);
    expect(creditOn(state.record, march3)).toEqual(all);
  });
});

describe('overlay credit', () => {
  const specialists = [share('carl', 10_000), share('dora', 2_500)];

  it('is given beside the split, in any sum', () =>
    given(opened).when(overlay(specialists, march2)).emits(overlaid(specialists, march2)));

  it('is given once for a day, in whatever order', () => {
    given(opened, overlaid(specialists, march2))
      .when(overlay([...specialists].reverse(), march2))
      .changesNothing();
    given(opened, overlaid(specialists, march2))
      .when(overlay(specialists, march3))
      .emits(overlaid(specialists, march3));
    given(opened, overlaid(specialists, march2))
      .when(overlay([share('carl', 10_000)], march2))
      .emits(overlaid([share('carl', 10_000)], march2));
  });

  it('is given anew when somebody joins or leaves', () => {
    given(opened, overlaid([share('carl', 10_000)], march2))
      .when(overlay(specialists, march2))
      .emits(overlaid(specialists, march2));
    given(opened, overlaid([], march2))
      .when(overlay(specialists, march2))
      .emits(overlaid(specialists, march2));
    given(opened, overlaid(specialists, march2))
      .when(overlay([], march2))
      .emits(overlaid([], march2));
  });

  it('names everybody once', () =>
    expect(() => given().when(overlay([share('carl', 1), share('carl', 2)], march2))).toThrow(
      'data.shares: expected every salesperson once',
    ));

  it('goes with the win as it stood on its day, and takes nothing from the split', () =>
    given(
      opened,
      allocated(halves, march1),
      overlaid([share('dora', 1)], march1),
      overlaid(specialists, march2),
      overlaid([], march3),
    )
      .when(win)
      .emits(wonFor(halves, specialists)));

  it('is not mentioned where nobody has any', () => {
    given(opened, overlaid(specialists, march3)).when(win).emits(won);
    given(opened, overlaid(specialists, march1), overlaid([], march2)).when(win).emits(won);
  });
});

it('who holds the credit of a deal can be asked for any day', () => {
  const state = fold(opportunity.decider, [
    opened,
    allocated(sixtyForty, march2),
    overlaid([share('dora', 1)], march2),
  ]);
  if (state.status === 'absent') throw new Error('it was opened');
  expect(creditOn(state.record, march1)).toEqual([share('anna', 10_000)]);
  expect(creditOn(state.record, march2)).toEqual(sixtyForty);
  expect(creditOn(state.record, march3)).toEqual(sixtyForty);
  expect(overlayOn(state.record, march1)).toEqual([]);
  expect(overlayOn(state.record, march2)).toEqual([share('dora', 1)]);
});

describe('an amount that is credited', () => {
  it('goes to each by share, in the order of the split', () =>
    expect(credited(money(20_00, 'EUR'), sixtyForty)).toEqual([
      { salespersonId: 'anna', amount: money(12_00, 'EUR') },
      { salespersonId: 'ben', amount: money(8_00, 'EUR') },
    ]));

  it('is never more or less than the whole, to the cent', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
        fc.integer({ min: 1, max: 9_998 }),
        (cents, first) => {
          const second = Math.ceil((10_000 - first) / 3);
          const parts = credited(money(cents, 'EUR'), [
            share('anna', first),
            share('ben', second),
            share('carl', 10_000 - first - second),
          ]);
          expect(parts.reduce((sum, { amount }) => sum + BigInt(amount.amount), 0n)).toBe(
            BigInt(cents),
          );
        },
      ),
    ));
});
