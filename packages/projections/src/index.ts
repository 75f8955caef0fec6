import type { ReadModel } from '@presales/kernel';
import { campaignRoiModel } from './campaign-roi/model.ts';
import { documentsModel } from './documents/model.ts';
import { engagementsModel } from './engagements/model.ts';
import { funnelModel } from './funnel/model.ts';
import { leadsModel } from './leads/model.ts';
import { targetTrackingModel } from './target-tracking/model.ts';

export {
  type AttributionModel,
  type AttributionName,
  attributionModels,
  defaultHalfLifeDays,
  type PositionShares,
  type Touch,
} from './campaign-roi/attribution/index.ts';
export { campaignRoiModel } from './campaign-roi/model.ts';
export type { CampaignGrouping, CampaignRoiParameters } from './campaign-roi/parameters.ts';
export { campaignRoi } from './campaign-roi/query.ts';
export type {
  CampaignAttainment,
  CampaignRoi,
  CampaignRoiReport,
  CreditedSales,
  Profitability,
} from './campaign-roi/report.ts';
export { defaultLookBackDays } from './campaign-roi/settings.ts';
export type { CampaignRoiTables } from './campaign-roi/tables.ts';
export { documentsModel } from './documents/model.ts';
export { showDocument, UnknownDocument } from './documents/query.ts';
export type {
  DocumentChange,
  DocumentKind,
  DocumentName,
  DocumentParameters,
  DocumentReport,
  InquiryItemView,
  InquiryView,
  QuotationLineView,
  QuotationView,
} from './documents/report.ts';
export type { DocumentTables } from './documents/tables.ts';
export { engagementsModel } from './engagements/model.ts';
export { engagements } from './engagements/query.ts';
export type {
  EngagementLine,
  EngagementParameters,
  EngagementReport,
} from './engagements/report.ts';
export type { EngagementTables } from './engagements/tables.ts';
export { funnelModel } from './funnel/model.ts';
export type {
  DaysOnHold,
  FunnelBasis,
  FunnelGrouping,
  FunnelMode,
  FunnelParameters,
} from './funnel/parameters.ts';
export { funnel, UnknownPipeline, UnknownStep } from './funnel/query.ts';
export type {
  CompetitorLine,
  Days,
  DealToReview,
  Forecast,
  ForecastLine,
  FunnelFigures,
  FunnelGroup,
  FunnelOutcomes,
  FunnelReport,
  FunnelStep,
  LossLine,
  OpenPipeline,
  ReviewReason,
  StepDays,
  ValueRatio,
  Velocity,
  WinRates,
} from './funnel/report.ts';
export type { FunnelTables } from './funnel/tables.ts';
export { salesVelocity, type VelocityTerms } from './funnel/velocity.ts';
export { leadsModel } from './leads/model.ts';
export type { LeadParameters } from './leads/parameters.ts';
export { leads } from './leads/query.ts';
export type {
  HandoffLine,
  LeadCounts,
  LeadRanking,
  LeadReport,
  LeadSourceLine,
  LeadStanding,
  RankedLead,
  ResponseTimes,
} from './leads/report.ts';
export type { LeadTables } from './leads/tables.ts';
export { type QueryRequest, type QuerySide, querySide } from './query-side.ts';
export type { Answer, KnownAt, QueryParameters, Ratio } from './shared/answer.ts';
export { queryBuilder } from './shared/query-builder.ts';
export { MissingExchangeRate } from './shared/rates.ts';
export type { Holder } from './target-tracking/holder.ts';
export { targetTrackingModel } from './target-tracking/model.ts';
export type { ReversalTreatment, TargetParameters } from './target-tracking/parameters.ts';
export { targetTracking } from './target-tracking/query.ts';
export type {
  Metric,
  OverlayLine,
  Quantity,
  SalesLine,
  SalesListing,
  SumOfMembers,
  TargetLine,
  TargetReport,
} from './target-tracking/report.ts';
export {
  type CustomerCounts,
  customerRetention,
  defaultActiveDays,
  type RetentionParameters,
  type RetentionReport,
  retentionRate,
} from './target-tracking/retention.ts';
export type { TargetTables } from './target-tracking/tables.ts';

/** The read models there are. */
export const readModels: readonly ReadModel[] = [
  funnelModel,
  campaignRoiModel,
  targetTrackingModel,
  leadsModel,
  documentsModel,
  engagementsModel,
];
