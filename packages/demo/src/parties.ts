import type { PartyDetails } from '@presales/domain/party';
import { type Level, levels } from './goods.ts';
import type { Random } from './random.ts';
import type { Thread } from './script.ts';
import { at, dayOf, type Moment, minutesLater } from './timeline.ts';

const firsts = [
  'Andrei',
  'Maria',
  'Cristian',
  'Elisa',
  'Tudor',
  'Sofia',
  'Paul',
  'Diana',
  'Horia',
  'Nora',
  'Victor',
  'Alina',
  'Marius',
  'Teodora',
  'Emil',
  'Raluca',
] as const;
const lasts = [
  'Albu',
  'Barbu',
  'Cojocaru',
  'Dobre',
  'Enache',
  'Florea',
  'Grosu',
  'Iacob',
  'Lazar',
  'Moraru',
  'Neagu',
  'Oprea',
  'Rusu',
  'Savu',
  'Tudose',
  'Zamfir',
] as const;
const roots = [
  'Carpat',
  'Danubius',
  'Someș',
  'Pontic',
  'Brad',
  'Cetate',
  'Mureș',
  'Aurora',
  'Silva',
  'Delta',
  'Apex',
  'Transil',
  'Bega',
  'Olt',
  'Meridian',
  'Corvin',
] as const;
const trades = [
  'Logistic',
  'Construct',
  'Dental',
  'Textil',
  'Agro',
  'Media',
  'Consult',
  'Farm',
  'Auto',
  'Print',
  'Metal',
  'Hotel',
  'Trans',
  'Invest',
  'Lab',
  'Design',
] as const;
const forms = ['SRL', 'SRL', 'SRL', 'SA', 'PFA'] as const;

/** Somebody as they are in the register; addresses end in `.example`, which nobody can own. */
export const anyParty = (random: Random, number: number): PartyDetails => {
  const phone = random.chance(0.5) ? { phone: phoneOf(number) } : {};
  if (random.chance(0.15)) {
    const [first, last] = [random.pick(firsts), random.pick(lasts)];
    return {
      kind: 'person',
      name: `${first} ${last}`,
      email: `${first}.${last}.${number}@mail.example`.toLowerCase(),
      ...phone,
    };
  }
  const [root, trade] = [random.pick(roots), random.pick(trades)];
  return {
    kind: 'organisation',
    name: `${root} ${trade} ${random.pick(forms)}`,
    email: `office@${plain(root)}-${trade}-${number}.example`.toLowerCase(),
    ...phone,
  };
};

/** A number that no telephone company has given to anybody. */
const phoneOf = (number: number): string => `+40 700 ${String(100_000 + number)}`;

const plain = (name: string): string => name.replaceAll('ș', 's').replaceAll('Ș', 'S');

/** Who is a customer already. */
export interface Register {
  readonly any: (random: Random) => string;
  readonly all: readonly string[];
}

/** The price level that a customer buys at. */
export const anyLevel = (random: Random): Level =>
  random.weighted(levels, (level) => ({ standard: 6, partner: 3, gold: 1 })[level]);

/** A party enters the register; addresses change now and then. */
export const register = (
  thread: Thread,
  random: Random,
  actor: string,
  partyId: string,
  number: number,
  existingCustomer: boolean,
  moment: Moment,
): { readonly isPerson: boolean } => {
  const details = anyParty(random, number);
  thread.ask(actor, 'party', {
    type: 'RegisterParty',
    data: {
      partyId,
      details,
      ...(existingCustomer ? { existingCustomer } : {}),
      at: at(moment),
    },
  });
  // Every twelfth of the old customers buys at the partners' prices by contract.
  if (existingCustomer && number % 12 === 0)
    thread.ask(actor, 'party', {
      type: 'SetPartnerLevel',
      data: { partyId, level: 'partner', validFrom: dayOf(moment), at: at(moment) },
    });
  if (random.chance(0.015))
    thread.ask(actor, 'party', {
      type: 'ChangePartyDetails',
      data: {
        partyId,
        details: { ...details, phone: phoneOf(number + 500_000) },
        at: at(minutesLater(moment, random.whole(5, 40))),
      },
    });
  return { isPerson: details.kind === 'person' };
};
