import { catalogue } from '@presales/kernel';
import { type ActivityEvent, activity } from './activity/index.ts';
import { type CampaignEvent, campaign } from './campaign/index.ts';
import { type CampaignMemberEvent, campaignMember } from './campaign-member/index.ts';
import { type EngagementEvent, engagement } from './engagement/index.ts';
import { type ExchangeRateEvent, exchangeRate } from './exchange-rate/index.ts';
import { type InquiryEvent, inquiry } from './inquiry/index.ts';
import { type LeadEvent, lead } from './lead/index.ts';
import { type LeadDistributionEvent, leadDistribution } from './lead-distribution/index.ts';
import { type OpportunityEvent, opportunity } from './opportunity/index.ts';
import { type PartyEvent, party } from './party/index.ts';
import { type PipelineEvent, pipeline } from './pipeline/index.ts';
import { type PriceListEvent, priceList } from './price-list/index.ts';
import { type ProductEvent, product } from './product/index.ts';
import { type QuotationEvent, quotation } from './quotation/index.ts';
import { type ShopOrderEvent, shopOrder } from './shop-order/index.ts';
import { type SupplierEvent, supplier } from './supplier/index.ts';
import { type TargetEvent, target } from './target/index.ts';
import { type TeamEvent, team } from './team/index.ts';

/** Every aggregate of pre-sales under its name. */
export const aggregates = {
  lead,
  leadDistribution,
  inquiry,
  quotation,
  opportunity,
  campaign,
  campaignMember,
  party,
  pipeline,
  team,
  target,
  activity,
  exchangeRate,
  shopOrder,
  engagement,
  product,
  supplier,
  priceList,
} as const;

/** All that can have happened in pre-sales. */
export type PresalesEvent =
  | LeadEvent
  | LeadDistributionEvent
  | InquiryEvent
  | QuotationEvent
  | OpportunityEvent
  | CampaignEvent
  | CampaignMemberEvent
  | PartyEvent
  | PipelineEvent
  | TeamEvent
  | TargetEvent
  | ActivityEvent
  | ExchangeRateEvent
  | ShopOrderEvent
  | EngagementEvent
  | ProductEvent
  | SupplierEvent
  | PriceListEvent;

/**
 * Any pre-sales event of a log with its data as today's schema has it.
 *
 * @throws UndecodableEvent for a type or version that this library does not know
 */
export const decodeEvent = catalogue(Object.values(aggregates).map(({ codec }) => codec));
