export { amountOf, costOf, listOf, marginOf, netOf, type TaxedAmount, taxed } from './amounts.ts';
export { AcceptedItem, CopiedItem, QuotationCommand } from './commands.ts';
export { DocumentDiscount, TotalRounding, TotalRoundings } from './conditions.ts';
export { itemsToCopy } from './copying.ts';
export { documentDiscounts } from './document-discount.ts';
export { Chances, DocumentTotal, QuotationEvent, QuotationOrigin } from './events.ts';
export { type ExpectedValue, expectedValuesOf, probabilityOf } from './expected-value.ts';
export {
  contradictoryRate,
  grandTotal,
  inBase,
  missingRates,
  RateMissing,
  type Rates,
} from './grand-total.ts';
export { quotationLimits } from './limits.ts';
export {
  CostSource,
  LineReference,
  LineTax,
  QuotationLine,
  SourceKind,
  UnitCost,
} from './line.ts';
export { beyond as rulesBeyond, isWorse, measure } from './measuring.ts';
export { AcceptancePolicy, ApprovalPolicy, ApprovalRule, Measured } from './policies.ts';
export { type PricedLine, priced, subtotalsOf, subtotalsOfPriced, totalsOf } from './pricing.ts';
export { type Percentages, percentages } from './profit.ts';
export { quotation } from './quotation.ts';
export { DeclineReason, ItemRejection, WithdrawalReason } from './reasons.ts';
export type { QuotationRefusal } from './refusals.ts';
export { quotationNumber } from './revision-number.ts';
export { type RoundedTotal, roundTotal } from './rounding.ts';
export { snapshotHash } from './snapshot.ts';
export {
  type Acceptance,
  type DraftQuotation,
  type ItemAnswer,
  lastOffer,
  type Offer,
  offerOf,
  type Quotation,
  type QuotationDecline,
  type QuotationHeader,
  type QuotationWithdrawal,
  type Review as QuotationReview,
  type SentVersion,
  type Standing as QuotationStanding,
} from './state.ts';
export { isComplete, takenLines } from './taken.ts';
export {
  countingLines,
  type Position as QuotationPosition,
  pricedTerms,
  type Terms as QuotationTerms,
} from './terms.ts';
