import {
  type CampaignRoiParameters,
  type CampaignRoiReport,
  campaignRoi,
  campaignRoiModel,
  type FunnelParameters,
  type FunnelReport,
  funnel,
  funnelModel,
  type TargetParameters,
  type TargetReport,
  targetTracking,
  targetTrackingModel,
} from '@presales/projections';
import { type Happening, recorded } from './history.ts';
import { projected } from './project.ts';

const calendar = { zone: 'UTC', fiscalYearStart: 1 };

/** The funnel of a history, in euros and UTC unless the question says otherwise. */
export const funnelOf = async (
  history: readonly Happening[],
  parameters: Partial<FunnelParameters> = {},
  pageSize?: number,
): Promise<FunnelReport> => {
  const ask = await projected(funnelModel, funnel, recorded(history), pageSize);
  return ask({ calendar, currency: 'EUR', ...parameters });
};

/** The campaign profitability of a history, in euros and UTC unless the question says otherwise. */
export const roiOf = async (
  history: readonly Happening[],
  parameters: Partial<CampaignRoiParameters> = {},
  pageSize?: number,
): Promise<CampaignRoiReport> => {
  const ask = await projected(campaignRoiModel, campaignRoi, recorded(history), pageSize);
  return ask({ calendar, currency: 'EUR', ...parameters });
};

/** The targets of a history, in UTC unless the question says otherwise. */
export const targetsOf = async (
  history: readonly Happening[],
  parameters: Partial<TargetParameters> = {},
  pageSize?: number,
): Promise<TargetReport> => {
  const ask = await projected(targetTrackingModel, targetTracking, recorded(history), pageSize);
  return ask({ calendar, ...parameters });
};
