export { CostSource } from '../shared/unit-cost.ts';
export { QuotationCommand } from './commands.ts';
export { QuotationEvent } from './events.ts';
export {
  amountOf,
  costOf,
  listOf,
  marginOf,
  netOf,
  taxed,
} from './figures/amounts.ts';
export { type Rules, rulesOf, standardCalculation } from './figures/calculation.ts';
export { documentDiscounts } from './figures/document-discount.ts';
export { type ExpectedValue, expectedValuesOf, probabilityOf } from './figures/expected-value.ts';
export {
  contradictoryRate,
  grandTotal,
  inBase,
  missingRates,
  RateMissing,
  type Rates,
} from './figures/grand-total.ts';
export { itemsToCopy } from './figures/items-to-copy.ts';
export { isWorse, measure, rulesBeyond } from './figures/measuring.ts';
export {
  type PricedLine,
  priced,
  pricedTerms,
  subtotalsOf,
  subtotalsOfPriced,
  totalsOf,
} from './figures/pricing.ts';
export { type Percentages, percentages } from './figures/profit.ts';
export { quotationNumber } from './figures/revision-number.ts';
export { type RoundedTotal, roundTotal } from './figures/rounding.ts';
export { snapshotHash } from './figures/snapshot.ts';
export { soldLines } from './figures/sold.ts';
export { isComplete, takenLines } from './figures/taken.ts';
export {
  percentOfTax,
  type Taxable,
  type TaxedAmount,
  taxedTogether,
  type WithTaxes,
} from './figures/taxes.ts';
export { allLines, countingLines } from './figures/terms.ts';
export { quotation } from './quotation.ts';
export type { QuotationRefusal } from './refusals.ts';
export {
  type Acceptance,
  type DraftQuotation,
  type ExistingQuotation,
  type ItemAnswer,
  isLapsed,
  lastOffer,
  type Offer,
  offerOf,
  type Quotation,
  type QuotationDecline,
  type QuotationHeader,
  type QuotationPosition,
  type QuotationRecord,
  type QuotationReview,
  type QuotationTerms,
  type QuotationWithdrawal,
  type SentVersion,
} from './state.ts';
export { Calculation } from './values/calculation.ts';
export { DocumentDiscount, TotalRounding, TotalRoundings } from './values/conditions.ts';
export {
  LineReference,
  QuotationLine,
  SourceKind,
  UnitCost,
} from './values/line.ts';
export {
  AcceptancePolicy,
  ApprovalPolicy,
  ApprovalRule,
  Measured,
  StandingPolicy,
} from './values/policies.ts';
export { DeclineReason, ItemRejection, WithdrawalReason } from './values/reasons.ts';
export { LineTax, LineTaxes } from './values/tax.ts';
export {
  AcceptedItem,
  Chances,
  CopiedItem,
  DocumentTotal,
  QuotationOrigin,
  quotationLimits,
  TaxAmount,
} from './vocabulary.ts';
