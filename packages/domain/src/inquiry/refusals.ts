import {
  type Decision,
  type Decisions,
  decisions,
  type Instant,
  type LocalDate,
} from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { InquiryCommand } from './commands.ts';
import type { InquiryEvent } from './events.ts';
import type { MissingField } from './figures/incompletion-log.ts';
import type { Inquiry, LiveInquiry } from './state.ts';
import type { Ask } from './values/item.ts';

/** Why an inquiry's command is refused. */
export type InquiryRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'inquiry/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** It was registered before, and differently. */
  | { readonly code: 'inquiry/already-registered' }
  | { readonly code: 'inquiry/not-registered' }
  /** A command names one item twice. */
  | { readonly code: 'inquiry/item-twice'; readonly itemId: string }
  | { readonly code: 'inquiry/unknown-item'; readonly itemId: string }
  /** Another item has this id. */
  | { readonly code: 'inquiry/item-exists'; readonly itemId: string }
  /** An inquiry asks about something, so its last item cannot be removed. */
  | { readonly code: 'inquiry/last-item'; readonly itemId: string }
  /** An item to which a quotation refers cannot be removed. */
  | { readonly code: 'inquiry/item-quoted'; readonly itemId: string }
  /** We do not offer the item, for that reason: nothing more is done with it. */
  | { readonly code: 'inquiry/item-rejected'; readonly itemId: string; readonly reason: string }
  | { readonly code: 'inquiry/too-many-items'; readonly limit: number }
  /** The customer did not ask that about this item. */
  | { readonly code: 'inquiry/not-asked'; readonly itemId: string; readonly ask: Ask }
  /** Fields are missing without which the step must not be taken. */
  | { readonly code: 'inquiry/incomplete'; readonly missing: readonly MissingField[] }
  /** The quotation is for somebody else than the inquiry is from. */
  | { readonly code: 'inquiry/other-customer'; readonly partyId: string }
  /** The last day on which the customer waits is over. */
  | { readonly code: 'inquiry/expired'; readonly validUntil: LocalDate }
  /** The item is in a quotation already. */
  | {
      readonly code: 'inquiry/already-referenced';
      readonly itemId: string;
      readonly quotationId: string;
    }
  /** The customer left the quantity open, so the command has to say how much is quoted. */
  | { readonly code: 'inquiry/quantity-unknown'; readonly itemId: string }
  /** Every item is rejected or in a quotation. */
  | { readonly code: 'inquiry/nothing-to-quote' }
  /** Every item is rejected or in a quotation: there is nothing left to wait for. */
  | { readonly code: 'inquiry/quoted' }
  | { readonly code: 'inquiry/rejected' }
  | { readonly code: 'inquiry/closed' }
  /** The inquiry names no last day, so it cannot expire. */
  | { readonly code: 'inquiry/no-last-day' }
  | { readonly code: 'inquiry/still-valid'; readonly validUntil: LocalDate };

/** What an inquiry answers to a command. */
export type Answer = Decision<InquiryEvent, InquiryRefusal>;
/** What a command of a type carries. */
export type Data<Type extends InquiryCommand['type']> = CommandData<InquiryCommand, Type>;
type Answers = Decisions<InquiryEvent, InquiryRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;

/** The refusal of an inquiry on which no work goes on. */
export const notLive = (state: Exclude<Inquiry, LiveInquiry>): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'inquiry/not-registered' });
    case 'expired':
      return refuse({ code: 'inquiry/expired', validUntil: state.validUntil });
    default:
      return refuse({ code: `inquiry/${state.status}` });
  }
};
