import {
  type CurrencyCode,
  type Decision,
  type Decisions,
  decisions,
  type Instant,
  type Money,
} from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { ShopOrderCommand } from './commands.ts';
import type { ShopOrderEvent } from './events.ts';

/** Why a shop order's command is refused. */
export type ShopOrderRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'shop-order/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  | { readonly code: 'shop-order/not-received' }
  /** It was received before with other contents. What has changed since is reported as a change. */
  | { readonly code: 'shop-order/already-received' }
  | { readonly code: 'shop-order/cancelled' }
  /** The quotation says what is sold now: change that. */
  | { readonly code: 'shop-order/transferred'; readonly quotationId: string }
  /** It was not transferred into that quotation. */
  | { readonly code: 'shop-order/not-transferred' }
  | { readonly code: 'shop-order/linked'; readonly opportunityId: string }
  /** An order, its payments and refunds are in one currency; this amount is in another. */
  | {
      readonly code: 'shop-order/foreign-currency';
      readonly currency: CurrencyCode;
      readonly expected: CurrencyCode;
    }
  /** The id belongs to a payment of another amount. */
  | { readonly code: 'shop-order/payment-exists'; readonly paymentId: string }
  /** The id belongs to a refund of another amount. */
  | { readonly code: 'shop-order/refund-exists'; readonly refundId: string }
  /** Both are in one currency: there is nothing to convert. */
  | { readonly code: 'shop-order/rate-not-needed'; readonly currency: CurrencyCode }
  /** In the order's currency it comes to nothing. */
  | { readonly code: 'shop-order/amount-too-small' }
  /** More came back of a line than was ever ordered. */
  | {
      readonly code: 'shop-order/more-than-ordered';
      readonly lineId: string;
      readonly ordered: string;
    }
  /** More than is left of what was paid. */
  | { readonly code: 'shop-order/refund-exceeds-paid'; readonly refundable: Money }
  | { readonly code: 'shop-order/unknown-line'; readonly lineId: string }
  /** The id belongs, or belonged, to another line. */
  | { readonly code: 'shop-order/line-exists'; readonly lineId: string }
  /** The reason `other` says nothing without a note. */
  | { readonly code: 'shop-order/note-needed' }
  /** A line or a total is beyond what amounts may be. */
  | { readonly code: 'shop-order/amount-too-large' };

/** What a shop order answers to a command. */
export type Answer = Decision<ShopOrderEvent, ShopOrderRefusal>;

/** What a command of a type carries. */
export type Data<Type extends ShopOrderCommand['type']> = CommandData<ShopOrderCommand, Type>;

type Answers = Decisions<ShopOrderEvent, ShopOrderRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;
