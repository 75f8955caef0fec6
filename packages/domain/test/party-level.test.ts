import { type PartyCommand, type PartyEvent, partnerLevelOn, party } from '@presales/domain/party';
import { fold } from '@presales/kernel';
import { scenario } from '@presales/testing';

const { given } = scenario(party);

const at = '2026-03-02T09:00:00.000Z';
const registered: PartyEvent = {
  type: 'PartyRegistered',
  data: {
    partyId: 'acme',
    details: { kind: 'organisation', name: 'Acme' },
    existingCustomer: false,
  },
};
const setLevel = (validFrom: string, level?: string): PartyCommand => ({
  type: 'SetPartnerLevel',
  data: { partyId: 'acme', ...(level === undefined ? {} : { level }), validFrom, at },
});
const levelSet = (validFrom: string, level?: string): PartyEvent => ({
  type: 'PartnerLevelSet',
  data: { partyId: 'acme', ...(level === undefined ? {} : { level }), validFrom },
});

describe('the partner level of a party (S57)', () => {
  it('holds from a day on, and another one from another day', () => {
    given(registered)
      .when(setLevel('2026-03-01', 'silver'))
      .emits(levelSet('2026-03-01', 'silver'));
    const state = fold(party.decider, [
      registered,
      levelSet('2026-06-01', 'gold'),
      levelSet('2026-03-01', 'silver'),
      levelSet('2026-09-01'),
    ]);
    expect(
      ['2026-02-28', '2026-03-01', '2026-05-31', '2026-06-01', '2026-09-01'].map((day) =>
        partnerLevelOn(state, day),
      ),
    ).toEqual([undefined, 'silver', 'silver', 'gold', undefined]);
  });

  it('is set once, and taken away once', () => {
    given(registered, levelSet('2026-03-01', 'silver'))
      .when(setLevel('2026-04-01', 'silver'))
      .changesNothing();
    given(registered).when(setLevel('2026-03-01')).changesNothing();
    given(registered, levelSet('2026-03-01', 'silver'))
      .when(setLevel('2026-04-01'))
      .emits(levelSet('2026-04-01'));
  });

  it('is of a party that is registered', () => {
    given().when(setLevel('2026-03-01', 'silver')).refuses({ code: 'party/not-registered' });
    expect(partnerLevelOn({ status: 'absent' }, '2026-03-01')).toBeUndefined();
  });
});
