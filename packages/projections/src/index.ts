import type { ReadModel } from '@presales/kernel';
import { campaignRoiModel } from './campaign-roi/model.ts';
import { documentsModel } from './documents/model.ts';
import { engagementsModel } from './engagements/model.ts';
import { funnelModel } from './funnel/model.ts';
import { leadsModel } from './leads/model.ts';
import { priceBookModel } from './price-book/model.ts';
import { targetTrackingModel } from './target-tracking/model.ts';

export {
  type AttributionName,
  attributionModels,
  type DecayBy,
  defaultHalfLifeDays,
  type PositionShares,
} from './campaign-roi/attribution/index.ts';
export type { CampaignGrouping, CampaignRoiParameters } from './campaign-roi/parameters.ts';
export type {
  CampaignAttainment,
  CampaignRoi,
  CampaignRoiReport,
  CreditedSales,
  Profitability,
} from './campaign-roi/report.ts';
export type {
  DocumentParameters,
  DocumentReport,
  InquiryItemView,
  InquiryView,
  QuotationLineView,
  QuotationView,
} from './documents/report.ts';
export type { EngagementParameters, EngagementReport } from './engagements/report.ts';
export type {
  DaysOnHold,
  FunnelBasis,
  FunnelGrouping,
  FunnelMode,
  FunnelParameters,
} from './funnel/parameters.ts';
export type {
  Days,
  FunnelFigures,
  FunnelGroup,
  FunnelReport,
  FunnelStep,
  OpenPipeline,
  SalesCredit,
  Velocity,
} from './funnel/report.ts';
export type { LeadGrouping, LeadParameters } from './leads/parameters.ts';
export type { LeadReport, ResponseTimes } from './leads/report.ts';
export type {
  PriceBookDay,
  PriceBookParameters,
  PriceLineParameters,
  StaleDraftParameters,
} from './price-book/parameters.ts';
export type {
  LevelPrice,
  PriceBookProduct,
  PriceBookReport,
  PricedLineAnswer,
  PriceLineRefusal,
  StaleDraft,
  StaleDraftReport,
  StaleLine,
  StaleReason,
} from './price-book/report.ts';
export { type QueryRequest, type QuerySide, type QueryWorld, querySide } from './query-side.ts';
export type { Answer, Incomplete, KnownAt, LogBeginning, NothingKnown } from './shared/answer.ts';
export type { ConversionParameters, Converted, RateLeg, UsedRates } from './shared/conversion.ts';
export { nothingKnownText } from './shared/nothing-known.ts';
export { queryBuilder } from './shared/query-builder.ts';
export { MissingExchangeRate } from './shared/rates.ts';
export {
  categoriesOf,
  knownNow,
  knownTypesTable,
  type UnknownEvents,
  unknownEvents,
  unknownEventsModel,
} from './shared/unknown-events.ts';
export type { Holder } from './target-tracking/holder.ts';
export type { ReversalTreatment, TargetParameters } from './target-tracking/parameters.ts';
export type {
  Metric,
  Quantity,
  SalesLine,
  SalesListing,
  TargetLine,
  TargetReport,
} from './target-tracking/report.ts';
export type { RetentionParameters, RetentionReport } from './target-tracking/retention.ts';

/** The read models there are. */
export const readModels: readonly ReadModel[] = [
  funnelModel,
  campaignRoiModel,
  targetTrackingModel,
  leadsModel,
  documentsModel,
  engagementsModel,
  priceBookModel,
];
