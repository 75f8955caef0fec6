import { bounded } from '../../shared/bounded.ts';
import type { DealValue } from '../../shared/deal-value.ts';
import type { FrozenRates } from '../../shared/frozen-rates.ts';
import type { QuotationEvent } from '../events.ts';
import { type PricedLine, subtotalsOfPriced } from '../figures/pricing.ts';
import { soldBeside } from '../figures/sold.ts';
import { countingLines } from '../figures/terms.ts';
import type { QuotationRefusal } from '../refusals.ts';
import type { Offer, QuotationRecord } from '../state.ts';
import { severalRates } from './one-rate.ts';
import { valued } from './rates.ts';

/** What was taken, by currency and as one value, with the event that freezes its rates. */
export type Worth =
  | {
      readonly subtotals: readonly DealValue[];
      readonly value: DealValue;
      readonly events: readonly QuotationEvent[];
    }
  | { readonly refusal: QuotationRefusal };

/** Values what was taken of an offer, with what was taken of other versions before it. */
export const worthOf = (
  record: QuotationRecord,
  offer: Offer,
  taken: () => readonly PricedLine[],
  rates: FrozenRates | undefined,
): Worth => {
  const lines = bounded(() => [...soldBeside(record, offer), ...taken()]);
  const subtotals = lines && bounded(() => subtotalsOfPriced(lines));
  if (lines === undefined || subtotals === undefined)
    return { refusal: { code: 'quotation/amount-too-large' } };
  if (subtotals.length === 0) return { refusal: { code: 'quotation/no-lines' } };
  const counting = [...countingLines(offer.terms), ...lines.map(({ line }) => line)];
  const offered = [...new Set(counting.map(({ unitPrice }) => unitPrice.currency))];
  const valuation = valued(record, rates, offered, subtotals);
  if ('refusal' in valuation) return valuation;
  const refusal = valuation.events.length > 0 && severalRates(counting, rates);
  return refusal ? { refusal } : { subtotals, ...valuation };
};
