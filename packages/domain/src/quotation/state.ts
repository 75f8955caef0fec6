import type { Decimal, LocalDate, Of } from '@presales/kernel';
import type { DealValue } from '../shared/deal-value.ts';
import type { Existing } from '../shared/existing.ts';
import type { FrozenRates } from '../shared/frozen-rates.ts';
import type { QuotationEvent } from './events.ts';
import type { Calculation } from './values/calculation.ts';
import type { DocumentDiscount, TotalRounding } from './values/conditions.ts';
import type { QuotationLine } from './values/line.ts';
import type { ApprovalPolicy, Measured } from './values/policies.ts';
import type { AcceptedItem } from './vocabulary.ts';

/** Whom a quotation is for, what it came from and where its days are counted. */
export type QuotationHeader = Of<QuotationEvent, 'QuotationDrafted'>['data'];

/** How the customer said no. */
export type QuotationDecline = Of<QuotationEvent, 'QuotationDeclined'>['data'];

/** How we took the offer back. */
export type QuotationWithdrawal = Of<QuotationEvent, 'QuotationWithdrawn'>['data'];

/** A line with what may be taken in its place; exactly one of them counts. */
export interface QuotationPosition {
  readonly main: QuotationLine;
  readonly alternatives: readonly QuotationLine[];
  /** The id of the main line or of the alternative that counts. */
  readonly chosen: string;
  /** Whether an optional position is in the total. */
  readonly taken: boolean;
}

/** What is offered and on which conditions: a draft may change it, a sent version never does. */
export interface QuotationTerms {
  readonly positions: readonly QuotationPosition[];
  readonly discount?: DocumentDiscount | undefined;
  readonly rounding: readonly TotalRounding[];
  /** How it is counted, the same in all versions. */
  readonly calculation?: Calculation | undefined;
}

/** A version as it went to the customer. It never changes. */
export interface SentVersion extends QuotationTerms {
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
  readonly terms: QuotationTerms;
  readonly validUntil: LocalDate;
  /** Whether the end of its validity was recorded. */
  readonly expired: boolean;
  /** Whether what was left of it, after a part was taken, lapsed with its validity. */
  readonly lapsed: boolean;
  readonly answers: readonly ItemAnswer[];
  readonly acceptances: readonly Acceptance[];
}

/** How far the approval of a draft has come. The policy last asked with stays in force. */
export type QuotationReview = ReviewBasis &
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

/** What is kept of a quotation, whatever becomes of it. */
export interface QuotationRecord {
  readonly header: QuotationHeader;
  /** The deal it is followed as. */
  readonly opportunityId?: string | undefined;
  /** The rates that every valuation uses; none while it is valued at the rates of its date. */
  readonly rates?: FrozenRates | undefined;
  readonly review?: QuotationReview | undefined;
  /** Every version that was sent, the last one last. */
  readonly offers: readonly Offer[];
}

/**
 * What a quotation is. While a new version is drafted, the one that was sent last stays the offer.
 * What was taken of earlier versions stays sold while the rest is revised, sent and answered.
 * Declined and withdrawn are final, and accepted is until the acceptance is revoked.
 */
export type Quotation =
  | { readonly status: 'absent' }
  | DraftQuotation
  | { readonly status: 'sent'; readonly record: QuotationRecord }
  | {
      readonly status: 'partly-accepted';
      readonly record: QuotationRecord;
      readonly version: number;
    }
  | { readonly status: 'accepted'; readonly record: QuotationRecord; readonly version: number }
  | {
      readonly status: 'declined';
      readonly record: QuotationRecord;
      readonly decline: QuotationDecline;
    }
  | {
      readonly status: 'withdrawn';
      readonly record: QuotationRecord;
      readonly withdrawal: QuotationWithdrawal;
    };

/** A quotation whose next version is being written. */
export interface DraftQuotation {
  readonly status: 'draft';
  readonly record: QuotationRecord;
  readonly version: number;
  readonly terms: QuotationTerms;
}

/** A quotation that was drafted. */
export type ExistingQuotation = Existing<Quotation>;

/** The version that the customer holds: the one sent last. */
export const lastOffer = ({ record }: ExistingQuotation): Offer | undefined => record.offers.at(-1);

/** A version that was sent. */
export const offerOf = ({ record }: ExistingQuotation, version: number): Offer | undefined =>
  record.offers.find(({ sent }) => sent.version === version);

/**
 * The version that the customer may answer, or whose rest is closed: the one that was accepted, in part
 * or as a whole; else the one that was sent last, unless the draft after it came of an older one that was
 * taken in part.
 */
export const standingOffer = (state: ExistingQuotation): Offer | undefined => {
  if (state.status === 'accepted' || state.status === 'partly-accepted')
    return offerOf(state, state.version);
  const last = lastOffer(state);
  if (state.status !== 'draft' || last === undefined || last.acceptances.length > 0) return last;
  return state.record.offers.findLast(({ acceptances }) => acceptances.length > 0) ?? last;
};

/** Whether a quotation was accepted at a part of it, because the rest lapsed. */
export const isLapsed = (state: Quotation): boolean =>
  state.status === 'accepted' && offerOf(state, state.version)?.lapsed === true;
