import type { SalePrice } from '@presales/domain';
import type { CostSource, QuotationLine } from '@presales/domain/quotation';
import type { LocalDate, Money } from '@presales/kernel';
import type { Answer } from '../shared/answer.ts';

/**
 * A product's price at a partner level, or why it has none; `too-large` where the supplier's price times
 * the coefficient is more than an amount may be.
 */
export type LevelPrice = (SalePrice | { readonly price?: never; readonly missing: 'too-large' }) & {
  readonly level: string;
};

/** What a product costs and is sold for on a day. */
export interface PriceBookProduct {
  readonly productId: string;
  readonly name: string;
  readonly kind: string;
  readonly supplierId?: string;
  /** What the supplier asks, and in which list it says so; absent where no published list has it. */
  readonly supplierPrice?: Money;
  readonly priceListId?: string;
  /**
   * What one piece costs us and how we know (B3); absent where nobody knows, and where it is more than an
   * amount may be.
   */
  readonly cost?: { readonly amount: Money; readonly source: CostSource };
  readonly prices: readonly LevelPrice[];
  /** The first day on which it is sold no more, where that is set. */
  readonly discontinuedFrom?: LocalDate;
  readonly replacedBy?: string;
}

/** What everything costs and is sold for on a day, by partner level. */
export interface PriceBookReport extends Answer {
  readonly on: LocalDate;
  /** All levels that a price was ever set for. */
  readonly levels: readonly string[];
  /** By id. */
  readonly products: readonly PriceBookProduct[];
}

/** Why a line of a draft is out of date: what it says, and what the price book says now. */
export type StaleReason =
  | { readonly what: 'price'; readonly from: Money; readonly to: Money }
  | { readonly what: 'cost'; readonly from: Money; readonly to: Money }
  /** It is sold no more, or at no price at the customer's level. */
  | { readonly what: 'discontinued' }
  | { readonly what: 'unpublished' };

/** A line of a draft that is out of date. */
export interface StaleLine {
  readonly lineId: string;
  readonly productId: string;
  readonly reasons: readonly StaleReason[];
}

/** A draft with lines that are out of date. */
export interface StaleDraft {
  readonly quotationId: string;
  readonly version: number;
  readonly partyId: string;
  /** The partner level that it is held against; absent where the customer has none. */
  readonly level?: string;
  readonly lines: readonly StaleLine[];
}

/** The drafts whose lines say other list prices or costs than the price book of a day. */
export interface StaleDraftReport extends Answer {
  readonly on: LocalDate;
  /** By the id of the quotation. */
  readonly drafts: readonly StaleDraft[];
}

/** Why a line cannot be priced. */
export type PriceLineRefusal =
  /** No product of that id was listed. */
  | { readonly code: 'price/unknown-product'; readonly productId: string }
  | {
      readonly code: 'price/discontinued';
      readonly productId: string;
      readonly from: LocalDate;
      readonly replacedBy?: string;
    }
  /** No published list has it, its supplier has no coefficient for the level, or it is too much for a price. */
  | {
      readonly code: 'price/unpublished';
      readonly productId: string;
      readonly level: string;
      readonly missing: 'supplier-price' | 'price-coefficient' | 'too-large';
    }
  /** The customer has no partner level on that day, and none was named for those without. */
  | { readonly code: 'price/no-level'; readonly partyId?: string }
  /** The cost is in another currency than the price: a rate between them has to be named. */
  | { readonly code: 'price/rate-missing'; readonly from: string; readonly to: string };

/** A line as the price book prices it, or why it cannot. */
export type PricedLineAnswer = Answer & {
  readonly on: LocalDate;
  /** The level that counted; absent where there is none. */
  readonly level?: string;
} & (
    | { readonly line: QuotationLine; readonly refusal?: never }
    | { readonly line?: never; readonly refusal: PriceLineRefusal }
  );
