import {
  mergeParties,
  organisationLimit,
  type Party,
  type PartyCommand,
  type PartyDetails,
  type PartyEvent,
  party,
} from '@presales/domain/party';
import { fold } from '@presales/kernel';
import { scenario } from '@presales/testing';

const { given } = scenario(party);

const at = '2026-03-02T09:00:00.000Z';
const partyId = 'anna';
const person: PartyDetails = { kind: 'person', name: 'Anna Pop', email: 'anna@acme.example' };
const company: PartyDetails = { kind: 'organisation', name: 'Acme' };
const registered = (details = person, existingCustomer = false): PartyEvent => ({
  type: 'PartyRegistered',
  data: { partyId, details, existingCustomer },
});
const after = (...history: readonly PartyEvent[]): Party => fold(party.decider, history);

const link = (organisationId: string, role?: string): PartyCommand => ({
  type: 'LinkContact',
  data: { partyId, organisationId, ...(role === undefined ? {} : { role }), at },
});
const linked = (organisationId: string, role?: string): PartyEvent => ({
  type: 'ContactLinked',
  data: { partyId, organisationId, ...(role === undefined ? {} : { role }) },
});
const unlink: PartyCommand = {
  type: 'UnlinkContact',
  data: { partyId, organisationId: 'acme', at },
};
const unlinked: PartyEvent = { type: 'ContactUnlinked', data: { partyId, organisationId: 'acme' } };

const merge = (survivorId = 'ana'): PartyCommand => ({
  type: 'MergeParty',
  data: { partyId, survivorId, at },
});
const merged: PartyEvent = { type: 'PartyMergedInto', data: { partyId, survivorId: 'ana' } };
const absorb = (
  more: Partial<(PartyCommand & { type: 'AbsorbParty' })['data']> = {},
): PartyCommand => ({ type: 'AbsorbParty', data: { partyId, mergedId: 'p2', at, ...more } });
const absorbed = (
  more: Partial<(PartyEvent & { type: 'PartyAbsorbed' })['data']> = {},
): PartyEvent => ({
  type: 'PartyAbsorbed',
  data: {
    partyId,
    mergedId: 'p2',
    consent: 'most-restrictive',
    consents: [],
    existingCustomer: false,
    ...more,
  },
});
const erase: PartyCommand = {
  type: 'ErasePersonalData',
  data: { partyId, reason: 'Asked for', at },
};
const erased: PartyEvent = { type: 'PersonalDataErased', data: { partyId, reason: 'Asked for' } };

describe('a person who works for an organisation', () => {
  it('is linked to it, with a role', () =>
    given(registered()).when(link('acme', 'Buyer')).emits(linked('acme', 'Buyer')));

  it('may have no role', () => given(registered()).when(link('acme')).emits(linked('acme')));

  it.each([undefined, 'Buyer'])('is linked once, as %s', (role) =>
    given(registered(), linked('acme', role)).when(link('acme', role)).changesNothing(),
  );

  it('changes roles', () =>
    given(registered(), linked('acme', 'Buyer'))
      .when(link('acme', 'Director'))
      .emits(linked('acme', 'Director')));

  it('may work for several', () =>
    given(registered(), linked('acme')).when(link('globex')).emits(linked('globex')));

  it('may leave', () => given(registered(), linked('acme')).when(unlink).emits(unlinked));

  it('leaves only where they are', () =>
    given(registered(), linked('globex'))
      .when(unlink)
      .refuses({ code: 'party/not-linked', organisationId: 'acme' }));

  it('may come back', () =>
    given(registered(), linked('acme'), unlinked).when(link('acme')).emits(linked('acme')));

  it('is not an organisation', () =>
    given(registered(company)).when(link('acme')).refuses({ code: 'party/not-a-person' }));

  it('does not work for themselves', () =>
    given(registered()).when(link('anna')).refuses({ code: 'party/own-organisation' }));

  it('does not become an organisation', () =>
    given(registered(), linked('acme'))
      .when({ type: 'ChangePartyDetails', data: { partyId, details: company, at } })
      .refuses({ code: 'party/works-for', organisationId: 'acme' }));

  it('changes other details', () => {
    const details = { ...person, phone: '+40 21 555 0100' };
    given(registered(), linked('acme'))
      .when({ type: 'ChangePartyDetails', data: { partyId, details, at } })
      .emits({ type: 'PartyDetailsChanged', data: { partyId, details } });
  });

  it('becomes one after leaving', () =>
    given(registered(), linked('acme'), unlinked)
      .when({ type: 'ChangePartyDetails', data: { partyId, details: company, at } })
      .emits({ type: 'PartyDetailsChanged', data: { partyId, details: company } }));

  describe('with a hundred organisations', () => {
    const many = Array.from({ length: organisationLimit - 1 }, (_, index) => linked(`o${index}`));

    it('has them all', () =>
      given(registered(), ...many)
        .when(link('acme'))
        .emits(linked('acme')));

    it('has no more', () =>
      given(registered(), ...many, linked('acme'))
        .when(link('one more'))
        .refuses({ code: 'party/too-many-organisations', limit: 100 }));

    it('still changes roles', () =>
      given(registered(), ...many, linked('acme'))
        .when(link('acme', 'Buyer'))
        .emits(linked('acme', 'Buyer')));
  });

  it('is remembered with organisations and roles', () =>
    given(registered(), linked('acme', 'Buyer'), linked('globex'), linked('initech'), {
      type: 'ContactUnlinked',
      data: { partyId, organisationId: 'initech' },
    }).is({
      status: 'registered',
      details: person,
      existingCustomer: false,
      levels: new Map(),
      organisations: new Map([
        ['acme', 'Buyer'],
        ['globex', undefined],
      ]),
      consents: [],
      absorbed: [],
      absorptions: new Map(),
    }));
});

describe('a party that is there twice', () => {
  it('ends in its survivor: what was done with it counts there (B15)', () =>
    given(registered()).when(merge()).emits(merged));

  it('ends once', () => given(registered(), merged).when(merge()).changesNothing());

  it('ends in one survivor', () =>
    given(registered(), merged)
      .when(merge('other'))
      .refuses({ code: 'party/merged', survivorId: 'ana' }));

  it('does not end in itself', () =>
    given(registered())
      .when(merge('anna'))
      .refuses({ code: 'party/merge-cycle', survivorId: 'anna' }));

  it.each(['p2', 'p3'])('does not end in what ended in it: %s', (survivorId) =>
    given(registered(), absorbed({ alsoMerged: ['p3'] }))
      .when(merge(survivorId))
      .refuses({ code: 'party/merge-cycle', survivorId }),
  );

  it('is kept as it was, in case it is none, until it is erased', () => {
    const before = after(registered(), linked('acme'));
    if (before.status !== 'registered') throw new Error('this history has no party');
    given(registered(), linked('acme'), merged).is({ status: 'merged', survivorId: 'ana', before });
    given(registered(), linked('acme'), merged, erased).is({ status: 'erased', survivorId: 'ana' });
  });

  it('has to be registered', () => given().when(merge()).refuses({ code: 'party/not-registered' }));
});

describe('the survivor of two parties', () => {
  it('takes in its duplicate', () => given(registered()).when(absorb()).emits(absorbed()));

  it('takes it in once', () => given(registered(), absorbed()).when(absorb()).changesNothing());

  it('names what its duplicate had taken in, and has taken in that too', () => {
    given(registered())
      .when(absorb({ alsoMerged: ['p3'] }))
      .emits(absorbed({ alsoMerged: ['p3'] }));
    given(registered(), absorbed({ alsoMerged: ['p3'] }))
      .when(absorb({ mergedId: 'p3' }))
      .changesNothing();
  });

  it('leaves nothing to name of a duplicate that had taken in none', () =>
    given(registered())
      .when(absorb({ alsoMerged: [] }))
      .emits(absorbed()));

  it('does not take in itself', () =>
    given(registered())
      .when(absorb({ mergedId: 'anna' }))
      .refuses({ code: 'party/merge-cycle', survivorId: 'anna' }));

  it('does not take in what has taken it in', () =>
    given(registered())
      .when(absorb({ alsoMerged: ['anna'] }))
      .refuses({ code: 'party/merge-cycle', survivorId: 'anna' }));

  it('is not merged itself', () =>
    given(registered(), merged)
      .when(absorb())
      .refuses({ code: 'party/merged', survivorId: 'ana' }));

  it.each([
    [true, false],
    [false, true],
    [true, true],
  ])('is a customer when either was (%s, %s), and never a new one (S17)', (own, other) =>
    given(registered(person, own))
      .when(absorb({ existingCustomer: other }))
      .emits(absorbed({ existingCustomer: true })),
  );

  it('keeps the most restrictive consent unless chosen otherwise', () => {
    const yes = { status: 'given', purpose: 'marketing', basis: 'opt-in' } as const;
    const no = { status: 'withdrawn', purpose: 'marketing' } as const;
    const consenting: PartyEvent = {
      type: 'ConsentGiven',
      data: { partyId, purpose: 'marketing', basis: 'opt-in' },
    };
    given(registered(), consenting)
      .when(absorb({ consents: [no] }))
      .emits(absorbed({ consents: [no] }));
    given(registered(), consenting)
      .when(absorb({ consents: [no], consent: 'survivor' }))
      .emits(absorbed({ consents: [yes], consent: 'survivor' }));
  });

  it('keeps what was said of one purpose apart from what was said of another', () => {
    const invited = {
      status: 'given',
      purpose: 'events',
      channel: 'e-mail',
      basis: 'opt-in',
    } as const;
    given(registered(), {
      type: 'ConsentGiven',
      data: { partyId, purpose: 'marketing', basis: 'opt-in' },
    })
      .when(absorb({ consents: [invited] }))
      .emits(
        absorbed({
          consents: [{ status: 'given', purpose: 'marketing', basis: 'opt-in' }, invited],
        }),
      );
  });

  it('remembers whom it took in, and what holds since', () =>
    given(
      registered(),
      absorbed({ alsoMerged: ['p3'], existingCustomer: true }),
      absorbed({
        mergedId: 'p4',
        consents: [{ status: 'withdrawn', purpose: 'events' }],
        existingCustomer: true,
      }),
    ).is({
      status: 'registered',
      details: person,
      existingCustomer: true,
      levels: new Map(),
      organisations: new Map(),
      consents: [{ status: 'withdrawn', purpose: 'events' }],
      absorbed: ['p2', 'p3', 'p4'],
      absorptions: new Map([
        [
          'p2',
          {
            alsoMerged: ['p3'],
            before: { consents: [], existingCustomer: false },
            after: { consents: [], existingCustomer: true },
          },
        ],
        [
          'p4',
          {
            alsoMerged: [],
            before: { consents: [], existingCustomer: true },
            after: {
              consents: [{ status: 'withdrawn', purpose: 'events' }],
              existingCustomer: true,
            },
          },
        ],
      ]),
    }));
});

describe('merging two parties', () => {
  const duplicate = after(
    registered(person, true),
    absorbed({ mergedId: 'p3', existingCustomer: true }),
    { type: 'ConsentWithdrawn', data: { partyId: 'p2', purpose: 'marketing' } },
  );
  const plan = { survivorId: 'anna', survivor: after(registered()), duplicateId: 'p2', at };

  it('asks the survivor for all that the duplicate knew, then ends the duplicate', () =>
    expect(mergeParties({ ...plan, duplicate })).toEqual({
      outcome: 'planned',
      commands: [
        {
          type: 'AbsorbParty',
          data: {
            partyId: 'anna',
            mergedId: 'p2',
            alsoMerged: ['p3'],
            consent: 'most-restrictive',
            consents: [{ status: 'withdrawn', purpose: 'marketing' }],
            existingCustomer: true,
            at,
          },
        },
        { type: 'MergeParty', data: { partyId: 'p2', survivorId: 'anna', at } },
      ],
    }));

  it('takes the consent that is chosen, and names nothing that was not taken in', () =>
    expect(mergeParties({ ...plan, duplicate: after(registered()), consent: 'merged' })).toEqual({
      outcome: 'planned',
      commands: [
        {
          type: 'AbsorbParty',
          data: {
            partyId: 'anna',
            mergedId: 'p2',
            consent: 'merged',
            consents: [],
            existingCustomer: false,
            at,
          },
        },
        { type: 'MergeParty', data: { partyId: 'p2', survivorId: 'anna', at } },
      ],
    }));

  it('asks for nothing when the duplicate is forgotten', () =>
    expect(mergeParties({ ...plan, duplicate: after(registered(), erased) })).toEqual({
      outcome: 'refused',
      refusal: { code: 'party/erased' },
    }));

  it('asks for nothing when the survivor was merged itself', () =>
    expect(mergeParties({ ...plan, survivor: after(registered(), merged), duplicate })).toEqual({
      outcome: 'refused',
      refusal: { code: 'party/merged', survivorId: 'ana' },
    }));

  it('goes through once more after it was cut short', () =>
    expect(
      mergeParties({ ...plan, survivor: after(registered(), absorbed()), duplicate }).outcome,
    ).toBe('planned'));
});

describe('a party that asks to be forgotten', () => {
  it('is forgotten, for a reason', () => given(registered()).when(erase).emits(erased));

  it('leaves no personal data in its state', () =>
    given(registered(), linked('acme', 'Buyer'), erased).is({ status: 'erased' }));

  it('is forgotten after it was merged too, and still points to its survivor', () => {
    given(registered(), merged).when(erase).emits(erased);
    given(registered(), merged, erased).is({ status: 'erased', survivorId: 'ana' });
  });

  it('is forgotten once', () => given(registered(), erased).when(erase).changesNothing());

  it('has to be known', () => given().when(erase).refuses({ code: 'party/not-registered' }));

  it.each([
    { type: 'RegisterParty', data: { partyId, details: person, at } },
    { type: 'ChangePartyDetails', data: { partyId, details: person, at } },
    link('acme'),
    unlink,
    { type: 'GiveConsent', data: { partyId, purpose: 'marketing', basis: 'opt-in', at } },
    { type: 'WithdrawConsent', data: { partyId, purpose: 'marketing', at } },
    merge(),
    absorb(),
  ] satisfies readonly PartyCommand[])('is not told anything new by $type', (command) =>
    given(registered(), erased).when(command).refuses({ code: 'party/erased' }),
  );

  it.each([
    { type: 'RegisterParty', data: { partyId, details: person, at } },
    { type: 'ChangePartyDetails', data: { partyId, details: person, at } },
    link('acme'),
    unlink,
    { type: 'GiveConsent', data: { partyId, purpose: 'marketing', basis: 'opt-in', at } },
    { type: 'WithdrawConsent', data: { partyId, purpose: 'marketing', at } },
  ] satisfies readonly PartyCommand[])('after a merge, $type is for the survivor', (command) =>
    given(registered(), merged).when(command).refuses({ code: 'party/merged', survivorId: 'ana' }),
  );

  it.each([link('acme'), unlink, absorb()])('is nobody yet: $type', (command) =>
    given().when(command).refuses({ code: 'party/not-registered' }),
  );
});
