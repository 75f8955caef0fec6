export * from './activity/index.ts';
export * from './aggregates.ts';
export * from './campaign/index.ts';
export * from './campaign-member/index.ts';
export * from './engagement/index.ts';
export * from './exchange-rate/index.ts';
export * from './inquiry/index.ts';
export * from './lead/index.ts';
export * from './lead-distribution/index.ts';
export * from './opportunity/index.ts';
export * from './party/index.ts';
export * from './pipeline/index.ts';
export * from './price-list/index.ts';
export * from './product/index.ts';
export * from './quotation/index.ts';
export { ActivityKind } from './shared/activity-kind.ts';
export { ConsentBasis, ConsentChoice } from './shared/consent.ts';
export {
  normalisedEmail,
  normalisedPhone,
  type PhoneCountry,
  publicMailDomains,
} from './shared/contact-keys.ts';
export {
  type CreditedAmount,
  CreditShare,
  CreditSplit,
  credited,
  OverlayCredit,
} from './shared/credit.ts';
export { DealValue } from './shared/deal-value.ts';
export type { Existing } from './shared/existing.ts';
export { ForecastCategory } from './shared/forecast-category.ts';
export { FrozenRate, FrozenRates } from './shared/frozen-rates.ts';
export { type KebabCase, kebabCase } from './shared/kebab-case.ts';
export { MaxDays, PipelineVersion, StepTerms } from './shared/pipeline-version.ts';
export { PositiveMoney } from './shared/positive-money.ts';
export * from './shared/pricing/index.ts';
export * from './shop-order/index.ts';
export * from './supplier/index.ts';
export * from './target/index.ts';
export * from './team/index.ts';
