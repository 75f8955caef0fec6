import type { Decimal, LocalDate } from '@presales/kernel';
import type { QueryParameters } from '../shared/answer.ts';

/** What every question to the price book says. */
export interface PriceBookDay extends QueryParameters {
  /** The day whose costs and prices are asked for; by default the last day that counts. */
  readonly on?: LocalDate;
}

/** What the price book is asked for with. */
export interface PriceBookParameters extends PriceBookDay {
  /** Only this product, or only those of this supplier. */
  readonly productId?: string;
  readonly supplierId?: string;
  /** Only the price at this partner level; by default at all that there are. */
  readonly level?: string;
}

/** What the drafts that are out of date are asked for with. */
export interface StaleDraftParameters extends PriceBookDay {
  readonly productId?: string;
  readonly supplierId?: string;
  /** The level of customers who have none; without it only their costs are looked at. */
  readonly level?: string;
}

/** What is to be priced, for whom. */
export interface PriceLineParameters extends PriceBookDay {
  readonly lineId: string;
  readonly productId: string;
  readonly quantity: Decimal;
  /** Whose partner level counts. */
  readonly partyId?: string;
  /** The level of whoever has none. */
  readonly level?: string;
  /** Units of the price's currency for one of the cost's; needed where they differ. */
  readonly costRate?: Decimal;
}
