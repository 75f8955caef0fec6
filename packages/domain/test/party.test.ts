import {
  type PartyCommand,
  type PartyDetails,
  type PartyEvent,
  PartyKind,
  party,
} from '@presales/domain/party';
import { scenario } from '@presales/testing';

const { given } = scenario(party);

const at = '2026-03-02T09:00:00.000Z';
const partyId = 'acme';
const details: PartyDetails = { kind: 'organisation', name: 'Acme', email: 'hello@example.com' };
const renamed: PartyDetails = { ...details, name: 'Acme & Daughters' };
const register = (
  details: PartyDetails,
  more: { readonly existingCustomer?: boolean } = {},
): PartyCommand => ({ type: 'RegisterParty', data: { partyId, details, ...more, at } });
const registered: PartyEvent = {
  type: 'PartyRegistered',
  data: { partyId, details, existingCustomer: false },
};
const changeTo = (details: PartyDetails): PartyCommand => ({
  type: 'ChangePartyDetails',
  data: { partyId, details, at },
});
const changed: PartyEvent = { type: 'PartyDetailsChanged', data: { partyId, details: renamed } };

describe('a party', () => {
  it('is registered, as no customer unless told otherwise', () =>
    given().when(register(details)).emits(registered));

  it.each(PartyKind.options)('is a %s, and a lead once it shows interest (S16)', (kind) =>
    given()
      .when(register({ kind, name: 'Acme' }))
      .emits({
        type: 'PartyRegistered',
        data: { partyId, details: { kind, name: 'Acme' }, existingCustomer: false },
      }),
  );

  it('may have bought before this history begins (S17)', () =>
    given()
      .when(register(details, { existingCustomer: true }))
      .emits({
        type: 'PartyRegistered',
        data: { partyId, details, existingCustomer: true },
      }));

  it.each([{}, { existingCustomer: false }])('is registered once: %o', (more) =>
    given(registered).when(register(details, more)).changesNothing(),
  );

  it('is not registered again with other details', () =>
    given(registered).when(register(renamed)).refuses({ code: 'party/already-registered' }));

  it('is not registered again as a customer', () =>
    given(registered)
      .when(register(details, { existingCustomer: true }))
      .refuses({ code: 'party/already-registered' }));

  it('changes its details', () => given(registered).when(changeTo(renamed)).emits(changed));

  it('has its details already', () =>
    given(registered, changed).when(changeTo(renamed)).changesNothing());

  it('may lose a detail', () => {
    const { email: _, ...less } = details;
    given(registered)
      .when(changeTo(less))
      .emits({ type: 'PartyDetailsChanged', data: { partyId, details: less } });
  });

  it('has to be registered before its details change', () =>
    given().when(changeTo(renamed)).refuses({ code: 'party/not-registered' }));

  it.each(['', '   '])('has a name, which is not "%s"', (name) =>
    expect(() => given().when(register({ ...details, name }))).toThrow(
      'command RegisterParty: data.details.name: expected',
    ),
  );
});
