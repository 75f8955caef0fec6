import {
  type CampaignRoiParameters,
  type CampaignRoiReport,
  campaignRoi,
  campaignRoiModel,
  customerRetention,
  type DocumentParameters,
  type DocumentReport,
  documentsModel,
  type EngagementParameters,
  type EngagementReport,
  engagements,
  engagementsModel,
  type FunnelParameters,
  type FunnelReport,
  funnel,
  funnelModel,
  type LeadParameters,
  type LeadReport,
  leads,
  leadsModel,
  type RetentionParameters,
  type RetentionReport,
  showDocument,
  type TargetParameters,
  type TargetReport,
  targetTracking,
  targetTrackingModel,
} from '@presales/projections';
import { type Happening, recorded } from './history.ts';
import { projected } from './project.ts';

const calendar = { zone: 'UTC', fiscalYearStart: 1 };

/** A way to ask a history's funnel, in euros and UTC unless the question says otherwise. */
export const funnelFrom = async (
  history: readonly Happening[],
  pageSize?: number,
): Promise<(parameters?: Partial<FunnelParameters>) => Promise<FunnelReport>> => {
  const ask = await projected(funnelModel, funnel, recorded(history), pageSize);
  return (parameters) => ask({ calendar, currency: 'EUR', ...parameters });
};

/** The same for campaign profitability. */
export const roiFrom = async (
  history: readonly Happening[],
  pageSize?: number,
): Promise<(parameters?: Partial<CampaignRoiParameters>) => Promise<CampaignRoiReport>> => {
  const ask = await projected(campaignRoiModel, campaignRoi, recorded(history), pageSize);
  return (parameters) => ask({ calendar, currency: 'EUR', ...parameters });
};

/** The same for targets; without a currency there is no sales listing. */
export const targetsFrom = async (
  history: readonly Happening[],
  pageSize?: number,
): Promise<(parameters?: Partial<TargetParameters>) => Promise<TargetReport>> => {
  const ask = await projected(targetTrackingModel, targetTracking, recorded(history), pageSize);
  return (parameters) => ask({ calendar, ...parameters });
};

/** The same for leads; without a currency there are no costs. */
export const leadsFrom = async (
  history: readonly Happening[],
  pageSize?: number,
): Promise<(parameters?: Partial<LeadParameters>) => Promise<LeadReport>> => {
  const ask = await projected(leadsModel, leads, recorded(history), pageSize);
  return (parameters) => ask({ calendar, ...parameters });
};

/** One answer of a history's presales work. */
export const engagementsOf = async (
  history: readonly Happening[],
  parameters: Partial<EngagementParameters> = {},
): Promise<EngagementReport> =>
  (await projected(engagementsModel, engagements, recorded(history)))({ calendar, ...parameters });

/** One answer of a history's customer retention. */
export const retentionOf = async (
  history: readonly Happening[],
  parameters: Pick<RetentionParameters, 'period'> & Partial<RetentionParameters>,
): Promise<RetentionReport> =>
  (await projected(targetTrackingModel, customerRetention, recorded(history)))({
    calendar,
    ...parameters,
  });

/** One display of a history's document. */
export const documentOf = async (
  history: readonly Happening[],
  parameters: Pick<DocumentParameters, 'kind' | 'id'> & Partial<DocumentParameters>,
): Promise<DocumentReport> =>
  (await projected(documentsModel, showDocument, recorded(history)))({ calendar, ...parameters });

/** One answer of a history's leads. */
export const leadsOf = async (
  history: readonly Happening[],
  parameters: Partial<LeadParameters> = {},
): Promise<LeadReport> => (await leadsFrom(history))(parameters);

/** One answer of a history's funnel. */
export const funnelOf = async (
  history: readonly Happening[],
  parameters: Partial<FunnelParameters> = {},
): Promise<FunnelReport> => (await funnelFrom(history))(parameters);

/** One answer of a history's campaign profitability. */
export const roiOf = async (
  history: readonly Happening[],
  parameters: Partial<CampaignRoiParameters> = {},
): Promise<CampaignRoiReport> => (await roiFrom(history))(parameters);

/** One answer of a history's targets. */
export const targetsOf = async (
  history: readonly Happening[],
  parameters: Partial<TargetParameters> = {},
): Promise<TargetReport> => (await targetsFrom(history))(parameters);
