import {
  type CurrencyCode,
  type Decision,
  type Decisions,
  decisions,
  type Instant,
  type LocalDate,
} from '@presales/kernel';
import type { CommandData } from '../shared/command-data.ts';
import type { QuotationCommand } from './commands.ts';
import type { QuotationEvent } from './events.ts';
import type { Quotation } from './state.ts';
import type { ApprovalRule } from './values/policies.ts';

/** Why a quotation's command is refused. */
export type QuotationRefusal =
  /** Dated before something that it undoes, replaces or rests on (B21). */
  | {
      readonly code: 'quotation/before-fact';
      /** The event that came later. */
      readonly fact: string;
      readonly factAt: Instant;
    }
  /** Drafted before, and differently. */
  | { readonly code: 'quotation/already-drafted' }
  | { readonly code: 'quotation/not-drafted' }
  /** What was sent is immutable: a change is a revision. */
  | { readonly code: 'quotation/not-a-draft' }
  /** The customer has answered for good, or we have withdrawn it. */
  | {
      readonly code: 'quotation/closed';
      readonly status: 'accepted' | 'declined' | 'withdrawn';
    }
  /** Something was taken: what is left is accepted, rejected, or revised first. */
  | { readonly code: 'quotation/partly-accepted' }
  /** The id belongs to another line. */
  | { readonly code: 'quotation/line-exists'; readonly lineId: string }
  | { readonly code: 'quotation/unknown-line'; readonly lineId: string }
  /** A main line goes only after its alternatives. */
  | { readonly code: 'quotation/line-has-alternatives'; readonly lineId: string }
  /** An alternative stands for a main line, not for another alternative. */
  | { readonly code: 'quotation/not-a-main-line'; readonly lineId: string }
  | { readonly code: 'quotation/not-optional'; readonly lineId: string }
  | { readonly code: 'quotation/too-many-lines'; readonly limit: number }
  | { readonly code: 'quotation/too-many-currencies'; readonly limit: number }
  | { readonly code: 'quotation/too-many-versions'; readonly limit: number }
  | { readonly code: 'quotation/too-many-acceptances'; readonly limit: number }
  /** A line, a subtotal or the value in base currency is beyond what amounts may be. */
  | { readonly code: 'quotation/amount-too-large' }
  /** Nothing is in the total. */
  | { readonly code: 'quotation/no-lines' }
  /** Items are copied between documents of one customer. */
  | { readonly code: 'quotation/another-customer'; readonly partyId: string }
  | { readonly code: 'quotation/not-submitted' }
  | { readonly code: 'quotation/approval-not-requested' }
  /** Whoever wrote a draft does not approve it. */
  | { readonly code: 'quotation/own-approval'; readonly approverId: string }
  /** The draft is not what the approval was asked for any more: it is asked for anew. */
  | { readonly code: 'quotation/changed-since-request' }
  /** It was refused as it stands: a change comes first. */
  | { readonly code: 'quotation/approval-refused'; readonly approverId: string }
  /** The draft goes beyond what may be sent without approval. */
  | { readonly code: 'quotation/approval-needed'; readonly rules: readonly ApprovalRule[] }
  /** The validity would end before the day of sending. */
  | { readonly code: 'quotation/validity-past'; readonly validUntil: LocalDate }
  /** What was promised is not cut short. */
  | { readonly code: 'quotation/validity-shortened'; readonly validUntil: LocalDate }
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
  /** The line is not in the total: choose or take it first. */
  | { readonly code: 'quotation/item-not-chosen'; readonly lineId: string }
  /** The customer has taken or rejected something of the position. */
  | { readonly code: 'quotation/item-answered'; readonly lineId: string }
  | { readonly code: 'quotation/item-rejected'; readonly lineId: string }
  /** All that was quoted of it has been taken. */
  | { readonly code: 'quotation/item-complete'; readonly lineId: string }
  /** More than what is open, which the policy does not allow. */
  | {
      readonly code: 'quotation/more-than-quoted';
      readonly lineId: string;
      readonly quoted: string;
    }
  /** The id belongs to another order. */
  | { readonly code: 'quotation/acceptance-exists'; readonly acceptanceId: string }
  | { readonly code: 'quotation/not-accepted' }
  /** It is followed as another deal. */
  | { readonly code: 'quotation/already-followed'; readonly opportunityId: string }
  /** The total across currencies lacks rates; without any rates there is no base either. */
  | {
      readonly code: 'quotation/rates-missing';
      readonly currencies: readonly CurrencyCode[];
      readonly base?: CurrencyCode;
    }
  /**
   * A currency stands twice with different rates, or the base at a rate other than one; or the cost of a
   * line has another rate for its pair of currencies, either way round, than another line or the document
   * (B28).
   */
  | { readonly code: 'quotation/rates-contradictory'; readonly currency: CurrencyCode }
  /** Every valuation uses the rates that were frozen, until they are unfrozen. */
  | { readonly code: 'quotation/rates-frozen'; readonly rateDate: LocalDate };

/** What a quotation answers to a command. */
export type Answer = Decision<QuotationEvent, QuotationRefusal>;

/** What a command of a type carries. */
export type Data<Type extends QuotationCommand['type']> = CommandData<QuotationCommand, Type>;

type Answers = Decisions<QuotationEvent, QuotationRefusal>;
const answers: Answers = decisions();

/** The answer that something has happened; without an event, that it is already so. */
export const emit: Answers['emit'] = answers.emit;

/** The answer that it is not to be, and why. */
export const refuse: Answers['refuse'] = answers.refuse;

/** A quotation that cannot be drafted on, answered or withdrawn, for whichever reason. */
export const notInPlay = ({
  status,
}: {
  readonly status: Exclude<Quotation['status'], 'draft' | 'sent'>;
}): Answer => {
  if (status === 'absent') return refuse({ code: 'quotation/not-drafted' });
  if (status === 'partly-accepted') return refuse({ code: 'quotation/partly-accepted' });
  return refuse({ code: 'quotation/closed', status });
};
