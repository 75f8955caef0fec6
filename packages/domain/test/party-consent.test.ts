import {
  Consent,
  ConsentChannel,
  ConsentPurpose,
  consentFor,
  mergedConsents,
  type PartyCommand,
  type PartyEvent,
  party,
  permits,
  withConsent,
} from '@presales/domain/party';
import { fold } from '@presales/kernel';
import { fitting, scenario } from '@presales/testing';
import fc from 'fast-check';

const { given } = scenario(party);

const at = '2026-03-02T09:00:00.000Z';
const partyId = 'anna';
const registered: PartyEvent = {
  type: 'PartyRegistered',
  data: { partyId, details: { kind: 'person', name: 'Anna' }, existingCustomer: false },
};

const marketing = { partyId, purpose: 'marketing', basis: 'opt-in' } as const;
const give = (
  more: Partial<(PartyCommand & { type: 'GiveConsent' })['data']> = {},
): PartyCommand => ({
  type: 'GiveConsent',
  data: { ...marketing, ...more, at },
});
const consented = (
  more: Partial<(PartyEvent & { type: 'ConsentGiven' })['data']> = {},
): PartyEvent => ({
  type: 'ConsentGiven',
  data: { ...marketing, ...more },
});
const withdraw = (
  more: Partial<(PartyCommand & { type: 'WithdrawConsent' })['data']> = {},
): PartyCommand => ({
  type: 'WithdrawConsent',
  data: { partyId, purpose: 'marketing', ...more, at },
});
const withdrawn = (
  more: Partial<(PartyEvent & { type: 'ConsentWithdrawn' })['data']> = {},
): PartyEvent => ({
  type: 'ConsentWithdrawn',
  data: { partyId, purpose: 'marketing', ...more },
});
const consentsAfter = (...history: readonly PartyEvent[]): readonly Consent[] => {
  const state = fold(party.decider, [registered, ...history]);
  if (state.status !== 'registered') throw new Error('this history has no party');
  return state.consents;
};

describe('consent', () => {
  it('is given for a purpose, on a ground, with where the proof is (S22)', () =>
    given(registered)
      .when(give({ evidence: 'Form 17' }))
      .emits(consented({ evidence: 'Form 17' })));

  it('may be given for one channel', () =>
    given(registered)
      .when(give({ channel: 'e-mail' }))
      .emits(consented({ channel: 'e-mail' })));

  it('is given once, whatever proof comes after', () =>
    given(registered, consented())
      .when(give({ evidence: 'Form 18' }))
      .changesNothing());

  it.each([
    ['on a firmer ground', { basis: 'double-opt-in' }],
    ['for another purpose', { purpose: 'events' }],
    ['for one channel as well', { channel: 'letter' }],
  ] as const)('is given %s', (_, more) =>
    given(registered, consented()).when(give(more)).emits(consented(more)),
  );

  it('is withdrawn, and mailings end (S12)', () =>
    given(registered, consented()).when(withdraw()).emits(withdrawn()));

  it('is withdrawn for one channel', () =>
    given(registered, consented())
      .when(withdraw({ channel: 'e-mail' }))
      .emits(withdrawn({ channel: 'e-mail' })));

  it('is withdrawn once', () =>
    given(registered, consented(), withdrawn()).when(withdraw()).changesNothing());

  it('is refused by somebody who never gave it', () =>
    given(registered).when(withdraw()).emits(withdrawn()));

  it('may be given again', () =>
    given(registered, consented(), withdrawn()).when(give()).emits(consented()));

  describe('that was taken back', () => {
    const grounds = ['legitimate-interest', 'existing-customer'] as const;

    it.each(grounds)('is not given again by %s', (basis) =>
      given(registered, withdrawn())
        .when(give({ basis }))
        .refuses({ code: 'party/consent-withdrawn', purpose: 'marketing' }),
    );

    it.each(grounds)('for all is not given again for one channel by %s', (basis) =>
      given(registered, withdrawn())
        .when(give({ basis, channel: 'e-mail' }))
        .refuses({ code: 'party/consent-withdrawn', purpose: 'marketing' }),
    );

    it.each(grounds)('for one channel is not given again for all by %s', (basis) =>
      given(registered, consented(), withdrawn({ channel: 'letter' }))
        .when(give({ basis }))
        .refuses({ code: 'party/consent-withdrawn', purpose: 'marketing', channel: 'letter' }),
    );

    it.each(['opt-in', 'double-opt-in'] as const)('is given again by an %s', (basis) =>
      given(registered, withdrawn()).when(give({ basis })).emits(consented({ basis })),
    );

    it('for another channel or purpose stands in the way of nothing', () => {
      const basis = 'legitimate-interest';
      given(registered, withdrawn({ channel: 'letter' }))
        .when(give({ basis, channel: 'e-mail' }))
        .emits(consented({ basis, channel: 'e-mail' }));
      given(registered, withdrawn({ purpose: 'profiling' }))
        .when(give({ basis }))
        .emits(consented({ basis }));
    });
  });

  it('that is withdrawn as a whole is withdrawn once more after a channel was allowed', () =>
    given(registered, withdrawn(), consented({ channel: 'letter' }))
      .when(withdraw())
      .emits(withdrawn()));

  it('that is given as a whole is given once more after a channel was forbidden', () =>
    given(registered, consented(), withdrawn({ channel: 'letter' }))
      .when(give())
      .emits(consented()));

  it.each([give(), withdraw()])('is a registered party’s to $type', (command) =>
    given().when(command).refuses({ code: 'party/not-registered' }),
  );
});

it('a command names the party whose stream it is for', () =>
  expect(party.identify(give())).toBe(partyId));

describe('what a party permits', () => {
  it('is nothing that it never spoke of', () => {
    expect(permits([], 'marketing')).toBe(false);
    expect(consentFor([], 'marketing', 'e-mail')).toBeUndefined();
    expect(permits(consentsAfter(consented()), 'profiling', 'e-mail')).toBe(false);
  });

  it('is every channel of a purpose that it gave as a whole', () => {
    const consents = consentsAfter(consented());
    expect(permits(consents, 'marketing')).toBe(true);
    expect(permits(consents, 'marketing', 'phone')).toBe(true);
  });

  it('is one channel alone when it gave that one', () => {
    const consents = consentsAfter(consented({ channel: 'letter' }));
    expect(permits(consents, 'marketing', 'letter')).toBe(true);
    expect(permits(consents, 'marketing', 'phone')).toBe(false);
    expect(permits(consents, 'marketing')).toBe(false);
  });

  it('is all but the channel that it withdrew', () => {
    const consents = consentsAfter(consented(), withdrawn({ channel: 'e-mail' }));
    expect(permits(consents, 'marketing', 'e-mail')).toBe(false);
    expect(permits(consents, 'marketing', 'letter')).toBe(true);
  });

  it('is what it said last: a word on the whole goes over those on channels', () => {
    expect(
      consentsAfter(consented({ channel: 'letter' }), consented({ channel: 'phone' }), withdrawn()),
    ).toEqual([{ status: 'withdrawn', purpose: 'marketing' }]);
    expect(
      consentsAfter(consented({ channel: 'letter' }), withdrawn({ channel: 'letter' })),
    ).toEqual([{ status: 'withdrawn', purpose: 'marketing', channel: 'letter' }]);
  });

  it('keeps its purposes apart', () =>
    expect(
      consentsAfter(consented(), consented({ purpose: 'events', channel: 'letter' }), withdrawn()),
    ).toEqual([
      { status: 'given', purpose: 'events', channel: 'letter', basis: 'opt-in' },
      { status: 'withdrawn', purpose: 'marketing' },
    ]));

  it('holds no proofs: those are in the events', () =>
    expect(consentsAfter(consented({ evidence: 'Form 17' }))).toEqual([
      { status: 'given', purpose: 'marketing', basis: 'opt-in' },
    ]));
});

describe('the consent of two parties that are one', () => {
  const yes = { status: 'given', purpose: 'marketing', basis: 'opt-in' } as const;
  const firm = { ...yes, basis: 'double-opt-in' } as const;
  const weak = { ...yes, basis: 'legitimate-interest' } as const;
  const no = { status: 'withdrawn', purpose: 'marketing' } as const;
  const restrict = (survivor: readonly Consent[], merged: readonly Consent[]) =>
    mergedConsents('most-restrictive', survivor, merged);

  it.each([
    ['a withdrawal of the survivor', [no], [yes], [no]],
    ['a withdrawal of the merged party', [yes], [no], [no]],
    ['a withdrawal, however weak the ground beside it', [weak], [no], [no]],
    ['the lesser ground', [firm], [yes], [yes]],
    ['the lesser ground, from either side', [yes], [firm], [yes]],
    ['what one said where the other was silent', [yes], [], [yes]],
    ['what the other said where one was silent', [], [yes], [yes]],
    ['nothing where both were silent', [], [], []],
    [
      'a channel’s withdrawal, beside the consent to the others',
      [yes],
      [{ ...no, channel: 'e-mail' }],
      [yes, { ...no, channel: 'e-mail' }],
    ],
    [
      'a withdrawal as a whole, also for a channel that the other allowed',
      [no],
      [{ ...yes, channel: 'letter' }],
      [no, { ...no, channel: 'letter' }],
    ],
    [
      'each purpose by itself',
      [yes, { ...yes, purpose: 'events' }],
      [{ ...no, purpose: 'events' }],
      [yes, { ...no, purpose: 'events' }],
    ],
  ] as const)('is %s', (_, survivor, merged, expected) =>
    expect(restrict(survivor, merged)).toEqual(expected),
  );

  it('may be chosen to be the one side’s', () => {
    expect(mergedConsents('survivor', [yes], [no])).toEqual([yes]);
    expect(mergedConsents('merged', [yes], [no])).toEqual([no]);
  });

  it('permits nothing that either of them has forbidden, by any channel', () =>
    fc.assert(
      fc.property(
        fc.array(fitting(Consent), { maxLength: 6 }),
        fc.array(fitting(Consent), { maxLength: 6 }),
        (one, other) => {
          const sides = [one, other].map((said) =>
            said.reduce<readonly Consent[]>(withConsent, []),
          );
          const merged = restrict(sides[0] ?? [], sides[1] ?? []);
          for (const purpose of ConsentPurpose.options)
            for (const channel of [undefined, ...ConsentChannel.options]) {
              const words = sides.flatMap((side) => consentFor(side, purpose, channel) ?? []);
              expect(permits(merged, purpose, channel)).toBe(
                words.length > 0 && words.every(({ status }) => status === 'given'),
              );
            }
        },
      ),
    ));
});
