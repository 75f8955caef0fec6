import type { PresalesEvent } from '@presales/domain';
import { type Invent, times } from './history.ts';
import { id } from './people.ts';
import { prose } from './words.ts';

/** A party whose details change often. */
export const party: Invent = ({ random, number, length }) => {
  const partyId = id('party', number);
  const details = () => ({
    kind: 'organisation' as const,
    name: prose(random, random.whole(100, 180)),
    email: `purchasing.${number}@customer.example`,
    phone: `+40 ${random.whole(700_000_000, 799_999_999)}`,
  });
  const registered: PresalesEvent = {
    type: 'PartyRegistered',
    data: { partyId, details: details(), existingCustomer: random.chance(0.3) },
  };
  const changed = times(
    length - 1,
    (): PresalesEvent => ({ type: 'PartyDetailsChanged', data: { partyId, details: details() } }),
  );
  return { stream: `party-${partyId}`, events: [registered, ...changed] };
};
