import {
  type CurrencyCode,
  type Decision,
  decisions,
  type LocalDate,
  type Of,
} from '@presales/kernel';
import type { QuotationCommand } from './commands.ts';
import type { QuotationEvent } from './events.ts';

/** Why a quotation's command is refused. */
export type QuotationRefusal =
  /** Drafted before, and differently. */
  | { readonly code: 'quotation/already-drafted' }
  | { readonly code: 'quotation/not-drafted' }
  /** What was sent is immutable: a change is a revision. */
  | { readonly code: 'quotation/not-a-draft' }
  /** The customer has answered for good. */
  | { readonly code: 'quotation/closed'; readonly status: 'accepted' | 'declined' }
  /** The id belongs to another line. */
  | { readonly code: 'quotation/line-exists'; readonly lineId: string }
  | { readonly code: 'quotation/unknown-line'; readonly lineId: string }
  | { readonly code: 'quotation/too-many-lines'; readonly limit: number }
  | { readonly code: 'quotation/too-many-currencies'; readonly limit: number }
  /** A line, a subtotal or the value in base currency is beyond what amounts may be. */
  | { readonly code: 'quotation/amount-too-large' }
  | { readonly code: 'quotation/no-lines' }
  /** The validity would end before the day of sending. */
  | { readonly code: 'quotation/validity-past'; readonly validUntil: LocalDate }
  /** No version has been sent. */
  | { readonly code: 'quotation/not-sent' }
  /** The reason `other` says nothing without a note. */
  | { readonly code: 'quotation/note-needed' }
  /** That version has not been sent. */
  | { readonly code: 'quotation/version-not-sent'; readonly version: number }
  /** A later version took its place. */
  | { readonly code: 'quotation/superseded'; readonly version: number; readonly by: number }
  /** The last day of the validity is over. */
  | { readonly code: 'quotation/expired'; readonly validUntil: LocalDate }
  /** The last day of the validity is not over. */
  | { readonly code: 'quotation/still-valid'; readonly validUntil: LocalDate }
  /** The total across currencies lacks rates; without any rates there is no base either. */
  | {
      readonly code: 'quotation/rates-missing';
      readonly currencies: readonly CurrencyCode[];
      readonly base?: CurrencyCode;
    }
  /** A currency stands twice with different rates, or the base at a rate other than one. */
  | { readonly code: 'quotation/rates-contradictory'; readonly currency: CurrencyCode };

export type Answer = Decision<QuotationEvent, QuotationRefusal>;
export type Data<Type extends QuotationCommand['type']> = Of<QuotationCommand, Type>['data'];
export const { emit, refuse } = decisions<QuotationEvent, QuotationRefusal>();

/** The refusal of a quotation that was never drafted or that the customer has answered. */
export const notInPlay = ({
  status,
}: {
  readonly status: 'absent' | 'accepted' | 'declined';
}): Answer =>
  status === 'absent'
    ? refuse({ code: 'quotation/not-drafted' })
    : refuse({ code: 'quotation/closed', status });
