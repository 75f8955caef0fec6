import type { Decimal, LocalDate, Of } from '@presales/kernel';
import type { DealValue } from '../shared/deal-value.ts';
import type { FrozenRates } from '../shared/frozen-rates.ts';
import type { AcceptedItem } from './commands.ts';
import type { QuotationEvent } from './events.ts';
import type { Terms } from './figures/terms.ts';
import type { ApprovalPolicy, Measured } from './values/policies.ts';

/** Whom a quotation is for, what it came from and where its days are counted. */
export type QuotationHeader = Of<QuotationEvent, 'QuotationDrafted'>['data'];

/** How the customer said no. */
export type QuotationDecline = Of<QuotationEvent, 'QuotationDeclined'>['data'];

/** How we took the offer back. */
export type QuotationWithdrawal = Of<QuotationEvent, 'QuotationWithdrawn'>['data'];

/** A version as it went to the customer. It never changes. */
export interface SentVersion extends Terms {
  readonly version: number;
  readonly validUntil: LocalDate;
  readonly subtotals: readonly DealValue[];
}

/** What the customer took of a line so far, and whether the rest was rejected. */
export interface ItemAnswer {
  readonly lineId: string;
  readonly accepted: Decimal;
  readonly rejection?: Of<QuotationEvent, 'QuotationItemRejected'>['data'];
}

/** One order of the customer's, known by its id. */
export interface Acceptance {
  readonly acceptanceId: string;
  readonly items: readonly AcceptedItem[];
}

/** A version that was sent, with what has come of it since. */
export interface Offer {
  readonly sent: SentVersion;
  /** The terms as the customer chose among alternatives and options; as sent until then. */
  readonly terms: Terms;
  readonly validUntil: LocalDate;
  /** Whether the end of its validity was recorded. */
  readonly expired: boolean;
  readonly answers: readonly ItemAnswer[];
  readonly acceptances: readonly Acceptance[];
}

/** How far the approval of a draft has come. The policy last asked with stays in force. */
export type Review = ReviewBasis &
  (
    | { readonly status: 'submitted' }
    | { readonly status: 'pending'; readonly measured: Measured }
    | { readonly status: 'approved'; readonly approverId: string }
    | { readonly status: 'refused'; readonly approverId: string; readonly reason: string }
  );

/** What every stage of a review knows. */
export interface ReviewBasis {
  readonly authorId: string;
  /** Of the draft as it was submitted or sent for approval last. */
  readonly snapshotHash: string;
  readonly policy?: ApprovalPolicy;
  /** What was approved last: a draft that is no worse needs no approval. */
  readonly approved?: Measured;
}

/** What a quotation is at every stage of its life. */
export interface Standing {
  readonly header: QuotationHeader;
  /** The deal it is followed as. */
  readonly opportunityId?: string | undefined;
  /** The rates that every valuation uses; none while it is valued at the rates of its date. */
  readonly rates?: FrozenRates | undefined;
  readonly review?: Review | undefined;
  /** Every version that was sent, the last one last. */
  readonly offers: readonly Offer[];
}

/**
 * What a quotation is. While a new version is drafted, the one that was sent last stays the offer.
 * Declined and withdrawn are final, and accepted is until the acceptance is revoked.
 */
export type Quotation =
  | { readonly status: 'absent' }
  | DraftQuotation
  | (Standing & { readonly status: 'sent' })
  | (Standing & { readonly status: 'partly-accepted'; readonly version: number })
  | (Standing & { readonly status: 'accepted'; readonly version: number })
  | (Standing & { readonly status: 'declined'; readonly decline: QuotationDecline })
  | (Standing & { readonly status: 'withdrawn'; readonly withdrawal: QuotationWithdrawal });

/** A quotation whose next version is being written. */
export interface DraftQuotation extends Standing {
  readonly status: 'draft';
  readonly version: number;
  readonly terms: Terms;
}

/** The version that the customer holds: the one sent last. */
export const lastOffer = ({ offers }: Standing): Offer | undefined => offers.at(-1);

/** A version that was sent. */
export const offerOf = ({ offers }: Standing, version: number): Offer | undefined =>
  offers.find(({ sent }) => sent.version === version);
