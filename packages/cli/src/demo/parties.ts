import type { PartyDetails } from '@presales/domain';
import type { Random } from './random.ts';
import type { Thread } from './script.ts';
import { at, type Moment } from './timeline.ts';

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
  if (random.chance(0.15)) {
    const [first, last] = [random.pick(firsts), random.pick(lasts)];
    return {
      kind: 'person',
      name: `${first} ${last}`,
      email: `${first}.${last}.${number}@mail.example`.toLowerCase(),
    };
  }
  const [root, trade] = [random.pick(roots), random.pick(trades)];
  return {
    kind: 'organisation',
    name: `${root} ${trade} ${random.pick(forms)}`,
    email: `office@${plain(root)}-${trade}-${number}.example`.toLowerCase(),
  };
};

const plain = (name: string): string => name.replaceAll('ș', 's').replaceAll('Ș', 'S');

/** A party enters the register. */
export const register = (
  thread: Thread,
  random: Random,
  actor: string,
  partyId: string,
  number: number,
  existingCustomer: boolean,
  moment: Moment,
): void =>
  thread.ask(actor, 'party', {
    type: 'RegisterParty',
    data: {
      partyId,
      details: anyParty(random, number),
      ...(existingCustomer ? { existingCustomer } : {}),
      at: at(moment),
    },
  });
