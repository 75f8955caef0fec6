import { type Decision, type Decisions, decisions, type Instant } from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { ProductCommand } from './commands.ts';
import type { ProductEvent } from './events.ts';

/** Why a product's command is refused. */
export type ProductRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'product/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** Listed before, and differently. */
  | { readonly code: 'product/already-listed' }
  | { readonly code: 'product/not-listed' }
  /** The id belongs to a receipt of another cost or day. */
  | { readonly code: 'product/receipt-exists'; readonly receiptId: string }
  /** A product does not replace itself. */
  | { readonly code: 'product/replaces-itself' };

/** What a product answers to a command. */
export type Answer = Decision<ProductEvent, ProductRefusal>;

/** What a command of a type carries. */
export type Data<Type extends ProductCommand['type']> = CommandData<ProductCommand, Type>;

type Answers = Decisions<ProductEvent, ProductRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;
