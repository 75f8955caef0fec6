import {
  type Decision,
  type Decisions,
  decisions,
  type Instant,
  type LocalDate,
} from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { PriceListCommand } from './commands.ts';
import type { PriceListEvent } from './events.ts';

/** Why a price list's command is refused. */
export type PriceListRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'price-list/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** Opened before, and differently. */
  | { readonly code: 'price-list/already-opened' }
  | { readonly code: 'price-list/not-opened' }
  | {
      readonly code: 'price-list/closed';
      readonly status: 'published' | 'abandoned' | 'withdrawn';
    }
  /** Added before, with other lines. */
  | { readonly code: 'price-list/part-exists'; readonly part: number }
  /** The parts come in order, and this one is the next. */
  | { readonly code: 'price-list/part-expected'; readonly part: number }
  /** It was opened with so many parts. */
  | { readonly code: 'price-list/too-many-parts'; readonly parts: number }
  /** Parts or lines are missing, or there are more lines than it was opened with. */
  | {
      readonly code: 'price-list/incomplete';
      readonly parts: number;
      readonly lines: number;
    }
  /** A supplier's product has two prices from one day on. */
  | {
      readonly code: 'price-list/two-prices';
      readonly supplierId: string;
      readonly productId: string;
      readonly validFrom: LocalDate;
    }
  /** Only what was published can be withdrawn. */
  | { readonly code: 'price-list/not-published' };

/** What a price list answers to a command. */
export type Answer = Decision<PriceListEvent, PriceListRefusal>;

/** What a command of a type carries. */
export type Data<Type extends PriceListCommand['type']> = CommandData<PriceListCommand, Type>;

type Answers = Decisions<PriceListEvent, PriceListRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;
