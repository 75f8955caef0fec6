export {
  type AggregateName,
  type AggregateOf,
  type AggregateTypes,
  aggregates,
  type CommandOf,
  decodeEvent,
  type EventOf,
  type PresalesEvent,
  type RefusalOf,
  type StateOf,
} from './aggregates.ts';
export { amountOf, taxed } from './quotation/index.ts';
export { ActivityKind } from './shared/activity-kind.ts';
export { bounded } from './shared/bounded.ts';
export { ConsentBasis, ConsentChoice } from './shared/consent.ts';
export {
  type MailProvider,
  mailProviders,
  normalisedEmail,
  publicMailDomains,
} from './shared/contact-keys.ts';
export {
  type CreditedAmount,
  CreditShare,
  CreditSplit,
  credited,
  OverlayCredit,
} from './shared/credit.ts';
export { DealValue, sameValue, withinNet, worthless } from './shared/deal-value.ts';
export { EmailAddress } from './shared/email-address.ts';
export type { Existing } from './shared/existing.ts';
export { ForecastCategory } from './shared/forecast-category.ts';
export { FrozenRate, FrozenRates } from './shared/frozen-rates.ts';
export { type KebabCase, kebabCase } from './shared/kebab-case.ts';
export { MaxDays, PipelineVersion, StepTerms } from './shared/pipeline-version.ts';
export { PositiveMoney } from './shared/positive-money.ts';
export {
  type ByDay,
  levelsAtLoss,
  PriceRounding,
  type ProductCosts,
  type ProductPrices,
  roundedProduct,
  type SalePrice,
  type SupplierTerms,
  salePriceOf,
  unitCostOf,
  valueOn,
  withValue,
} from './shared/pricing/index.ts';
export { normalisedPhone, normalisedPhones, type PhoneCountry } from './shared/telephone.ts';
