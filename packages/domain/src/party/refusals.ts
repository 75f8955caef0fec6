import { type Decision, type Decisions, decisions, type Instant } from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { PartyCommand } from './commands.ts';
import type { PartyEvent } from './events.ts';
import type { Party } from './state.ts';
import type { ConsentChannel, ConsentPurpose, MergedParty } from './vocabulary.ts';

/** Why a party's command is refused. */
export type PartyRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'party/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** It was registered before with other details; changing them is a command of its own. */
  | { readonly code: 'party/already-registered' }
  | { readonly code: 'party/not-registered' }
  /** Only a person can work for an organisation. */
  | { readonly code: 'party/not-a-person' }
  /** A person who works for an organisation cannot become one. */
  | { readonly code: 'party/works-for'; readonly organisationId: string }
  | { readonly code: 'party/own-organisation' }
  | { readonly code: 'party/not-linked'; readonly organisationId: string }
  /** One person works for no more organisations than this. */
  | { readonly code: 'party/too-many-organisations'; readonly limit: number }
  /** Only the person's own yes, an opt-in, gives again what it has taken back. */
  | {
      readonly code: 'party/consent-withdrawn';
      readonly purpose: ConsentPurpose;
      readonly channel?: ConsentChannel;
    }
  /** The other party cannot be the duplicate: there is none, or it was erased or merged into another one. */
  | {
      readonly code: 'party/not-to-be-merged';
      readonly mergedId: string;
      readonly status: MergedParty['status'];
    }
  /** It came with another duplicate, and goes back with that one. */
  | {
      readonly code: 'party/absorbed-with-another';
      readonly mergedId: string;
      readonly absorbedWith: string;
    }
  /** A party is not merged with itself, nor with what it has absorbed. */
  | { readonly code: 'party/merge-cycle'; readonly survivorId: string }
  /** There is no such survivor, or it has not absorbed this one: nothing is merged by half. */
  | { readonly code: 'party/not-absorbed'; readonly survivorId: string }
  | { readonly code: 'party/merged'; readonly survivorId: string }
  /** Nothing is known of the party any more, and nothing more is recorded. */
  | { readonly code: 'party/erased' };

/** What a party answers to a command. */
export type Answer = Decision<PartyEvent, PartyRefusal>;
/** What a command of a type carries. */
export type Data<Type extends PartyCommand['type']> = CommandData<PartyCommand, Type>;
type Answers = Decisions<PartyEvent, PartyRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;

/** The refusal of a party that was never registered, or was merged or erased. */
export const notRegistered = (state: Exclude<Party, { status: 'registered' }>): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'party/not-registered' });
    case 'merged':
      return refuse({ code: 'party/merged', survivorId: state.survivorId });
    case 'erased':
      return refuse({ code: 'party/erased' });
  }
};
