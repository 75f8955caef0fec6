import type {
  CampaignRoiParameters,
  CampaignRoiReport,
  DocumentReport,
  EngagementParameters,
  EngagementReport,
  FunnelParameters,
  FunnelReport,
  LeadParameters,
  LeadReport,
  QuerySide,
  RetentionReport,
  TargetParameters,
  TargetReport,
} from '@presales/projections';
import { campaignRoiModel } from '../src/campaign-roi/model.ts';
import { documentsModel } from '../src/documents/model.ts';
import { engagementsModel } from '../src/engagements/model.ts';
import { funnelModel } from '../src/funnel/model.ts';
import { leadsModel } from '../src/leads/model.ts';
import { targetTrackingModel } from '../src/target-tracking/model.ts';
import { type Happening, recorded } from './history.ts';
import { projected } from './project.ts';

/** A way to ask a history's funnel, in euros and UTC unless the question says otherwise. */
export const funnelFrom = async (
  history: readonly Happening[],
  pageSize?: number,
): Promise<(parameters?: Partial<FunnelParameters>) => Promise<FunnelReport>> => {
  const ask = await projected(funnelModel, recorded(history), pageSize);
  return (parameters) => ask.funnel({ currency: 'EUR', ...parameters });
};

/** The same for campaign profitability. */
export const roiFrom = async (
  history: readonly Happening[],
  pageSize?: number,
): Promise<(parameters?: Partial<CampaignRoiParameters>) => Promise<CampaignRoiReport>> => {
  const ask = await projected(campaignRoiModel, recorded(history), pageSize);
  return (parameters) => ask.campaignRoi({ currency: 'EUR', ...parameters });
};

/** The same for targets; without a currency there is no sales listing. */
export const targetsFrom = async (
  history: readonly Happening[],
  pageSize?: number,
): Promise<(parameters?: Partial<TargetParameters>) => Promise<TargetReport>> => {
  const ask = await projected(targetTrackingModel, recorded(history), pageSize);
  return (parameters) => ask.targetTracking(parameters);
};

/** The same for leads; without a currency there are no costs. */
export const leadsFrom = async (
  history: readonly Happening[],
  pageSize?: number,
): Promise<(parameters?: Partial<LeadParameters>) => Promise<LeadReport>> => {
  const ask = await projected(leadsModel, recorded(history), pageSize);
  return (parameters) => ask.leads(parameters);
};

/** One answer of a history's presales work. */
export const engagementsOf = async (
  history: readonly Happening[],
  parameters: Partial<EngagementParameters> = {},
): Promise<EngagementReport> =>
  (await projected(engagementsModel, recorded(history))).engagements(parameters);

/** One answer of a history's customer retention. */
export const retentionOf = async (
  history: readonly Happening[],
  parameters: Parameters<QuerySide['customerRetention']>[0],
): Promise<RetentionReport> =>
  (await projected(targetTrackingModel, recorded(history))).customerRetention(parameters);

/** One display of a history's document. */
export const documentOf = async (
  history: readonly Happening[],
  parameters: Parameters<QuerySide['showDocument']>[0],
): Promise<DocumentReport> =>
  (await projected(documentsModel, recorded(history))).showDocument(parameters);

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
