import type { DealValue } from '@presales/domain';
import type { InquiryHeader, InquiryItem } from '@presales/domain/inquiry';
import type { Calculation, DocumentTotal, QuotationLine } from '@presales/domain/quotation';
import type { Decimal, Instant, LocalDate, Money, Position } from '@presales/kernel';
import type { Answer, QueryParameters } from '../shared/answer.ts';

/** The documents that can be displayed. */
export type DocumentKind = 'inquiry' | 'quotation';

/** A document of any kind; a lead, an opportunity and a shop order are some, too. */
export interface DocumentName {
  readonly kind: string;
  readonly id: string;
}

/** What a document is asked for with. */
export interface DocumentParameters extends QueryParameters {
  readonly kind: DocumentKind;
  readonly id: string;
}

/** Who did what to a document, and when. */
export interface DocumentChange {
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly position: Position;
  readonly actor: string;
  /** The type of the event. */
  readonly what: string;
}

/** An item of an inquiry, what was answered, and which quotations took how much of it. */
export interface InquiryItemView {
  readonly item: InquiryItem;
  readonly answers: readonly { readonly ask: string; readonly answer: string }[];
  readonly quoted: readonly { readonly quotationId: string; readonly quantity: Decimal }[];
  /** Why we do not offer it. */
  readonly rejection?: string;
}

/** An inquiry as VA13 displays it (S7). */
export interface InquiryView {
  readonly kind: 'inquiry';
  readonly partyId: string;
  readonly channel: string;
  readonly header: InquiryHeader;
  readonly items: readonly InquiryItemView[];
}

/** A line of a quotation and what it comes to, in its own currency (S65). */
export interface QuotationLineView {
  readonly line: QuotationLine;
  /** Whether it is in the total, as the chosen one of several alternatives and a taken option are. */
  readonly counts: boolean;
  /** Net of tax and of all discounts; of a line in the total only. */
  readonly net?: Money;
  /** Absent where the cost is unknown. */
  readonly margin?: Money;
  /** Margin on price and markup on cost, in percent (B2). */
  readonly marginPercent?: string;
  readonly markupPercent?: string;
  /** How much the customer took. */
  readonly accepted?: Decimal;
  readonly rejection?: string;
}

/** A quotation as VA23 displays it (S9). */
export interface QuotationView {
  readonly kind: 'quotation';
  readonly partyId: string;
  readonly version: number;
  /** The number that the customer knows: with a suffix from the second version on. */
  readonly number: string;
  /** The last day of the version that the customer holds. */
  readonly validUntil?: LocalDate;
  readonly opportunityId?: string;
  readonly lines: readonly QuotationLineView[];
  /**
   * A draft whose lines come to more than an amount may be: it has neither subtotals nor totals, and is
   * not sent (`quotation/amount-too-large`).
   */
  readonly tooLarge?: true;
  /** By currency, never converted (S64). */
  readonly subtotals: readonly DealValue[];
  /** What the customer is to pay, by currency, with the tax per rate. */
  readonly totals: readonly DocumentTotal[];
  /** Whether tax is rounded per rate or per line, and where a half goes. */
  readonly calculation: Calculation;
  /** The versions that were sent. */
  readonly sent: readonly number[];
}

/** An inquiry or a quotation: what it is, how it came to be so, and what it belongs to. */
export interface DocumentReport extends Answer {
  readonly document: DocumentName;
  readonly status: string;
  readonly view: InquiryView | QuotationView;
  /** In the order of the log. */
  readonly changes: readonly DocumentChange[];
  /** What came of what, of all documents that belong together with this one. */
  readonly flow: readonly { readonly from: DocumentName; readonly to: DocumentName }[];
}
