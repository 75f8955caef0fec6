export { contradictoryRate, inBase, missingRates, RateMissing } from './base-value.ts';
export { QuotationCommand } from './commands.ts';
export { CostSource, DeclineReason, QuotationEvent, QuotationLine, UnitCost } from './events.ts';
export { quotationLimits } from './limits.ts';
export {
  type Offer,
  type Quotation,
  type QuotationDecline,
  type QuotationHeader,
  quotation,
  type SentVersion,
} from './quotation.ts';
export type { QuotationRefusal } from './refusals.ts';
export {
  costOf,
  marginOf,
  netOf,
  type Percentages,
  percentages,
  subtotalsOf,
} from './totals.ts';
