import { type Aggregate, catalogue, type RecordedEvent, type StoredEvent } from '@presales/kernel';
import {
  type Activity,
  type ActivityCommand,
  type ActivityEvent,
  type ActivityRefusal,
  activity,
} from './activity/index.ts';
import {
  type Campaign,
  type CampaignCommand,
  type CampaignEvent,
  type CampaignRefusal,
  campaign,
} from './campaign/index.ts';
import {
  type CampaignMember,
  type CampaignMemberCommand,
  type CampaignMemberEvent,
  type CampaignMemberRefusal,
  campaignMember,
} from './campaign-member/index.ts';
import {
  type Engagement,
  type EngagementCommand,
  type EngagementEvent,
  type EngagementRefusal,
  engagement,
} from './engagement/index.ts';
import {
  type ExchangeRate,
  type ExchangeRateCommand,
  type ExchangeRateEvent,
  type ExchangeRateRefusal,
  exchangeRate,
} from './exchange-rate/index.ts';
import {
  type ImportRecord,
  type ImportRecordCommand,
  type ImportRecordEvent,
  type ImportRecordRefusal,
  importRecord,
} from './import-record/index.ts';
import {
  type Inquiry,
  type InquiryCommand,
  type InquiryEvent,
  type InquiryRefusal,
  inquiry,
} from './inquiry/index.ts';
import {
  type Lead,
  type LeadCommand,
  type LeadEvent,
  type LeadRefusal,
  lead,
} from './lead/index.ts';
import {
  type LeadDistribution,
  type LeadDistributionCommand,
  type LeadDistributionEvent,
  type LeadDistributionRefusal,
  leadDistribution,
} from './lead-distribution/index.ts';
import {
  type Opportunity,
  type OpportunityCommand,
  type OpportunityEvent,
  type OpportunityRefusal,
  opportunity,
} from './opportunity/index.ts';
import {
  type Party,
  type PartyCommand,
  type PartyEvent,
  type PartyRefusal,
  party,
} from './party/index.ts';
import {
  type Pipeline,
  type PipelineCommand,
  type PipelineEvent,
  type PipelineRefusal,
  pipeline,
} from './pipeline/index.ts';
import {
  type PriceList,
  type PriceListCommand,
  type PriceListEvent,
  type PriceListRefusal,
  priceList,
} from './price-list/index.ts';
import {
  type Product,
  type ProductCommand,
  type ProductEvent,
  type ProductRefusal,
  product,
} from './product/index.ts';
import {
  type Quotation,
  type QuotationCommand,
  type QuotationEvent,
  type QuotationRefusal,
  quotation,
} from './quotation/index.ts';
import {
  type ShopOrder,
  type ShopOrderCommand,
  type ShopOrderEvent,
  type ShopOrderRefusal,
  shopOrder,
} from './shop-order/index.ts';
import {
  type Supplier,
  type SupplierCommand,
  type SupplierEvent,
  type SupplierRefusal,
  supplier,
} from './supplier/index.ts';
import {
  type Target,
  type TargetCommand,
  type TargetEvent,
  type TargetRefusal,
  target,
} from './target/index.ts';
import {
  type Team,
  type TeamCommand,
  type TeamEvent,
  type TeamRefusal,
  team,
} from './team/index.ts';

/**
 * Every aggregate of pre-sales under its name, with the types of what it can be asked, what it is,
 * what can have happened to it and why it says no. Whatever holds for every aggregate (the command
 * side, the requests of processes, imports, the reference) is derived from here.
 */
export interface AggregateTypes {
  readonly lead: {
    readonly command: LeadCommand;
    readonly state: Lead;
    readonly event: LeadEvent;
    readonly refusal: LeadRefusal;
  };
  readonly leadDistribution: {
    readonly command: LeadDistributionCommand;
    readonly state: LeadDistribution;
    readonly event: LeadDistributionEvent;
    readonly refusal: LeadDistributionRefusal;
  };
  readonly inquiry: {
    readonly command: InquiryCommand;
    readonly state: Inquiry;
    readonly event: InquiryEvent;
    readonly refusal: InquiryRefusal;
  };
  readonly quotation: {
    readonly command: QuotationCommand;
    readonly state: Quotation;
    readonly event: QuotationEvent;
    readonly refusal: QuotationRefusal;
  };
  readonly opportunity: {
    readonly command: OpportunityCommand;
    readonly state: Opportunity;
    readonly event: OpportunityEvent;
    readonly refusal: OpportunityRefusal;
  };
  readonly campaign: {
    readonly command: CampaignCommand;
    readonly state: Campaign;
    readonly event: CampaignEvent;
    readonly refusal: CampaignRefusal;
  };
  readonly campaignMember: {
    readonly command: CampaignMemberCommand;
    readonly state: CampaignMember;
    readonly event: CampaignMemberEvent;
    readonly refusal: CampaignMemberRefusal;
  };
  readonly party: {
    readonly command: PartyCommand;
    readonly state: Party;
    readonly event: PartyEvent;
    readonly refusal: PartyRefusal;
  };
  readonly pipeline: {
    readonly command: PipelineCommand;
    readonly state: Pipeline;
    readonly event: PipelineEvent;
    readonly refusal: PipelineRefusal;
  };
  readonly team: {
    readonly command: TeamCommand;
    readonly state: Team;
    readonly event: TeamEvent;
    readonly refusal: TeamRefusal;
  };
  readonly target: {
    readonly command: TargetCommand;
    readonly state: Target;
    readonly event: TargetEvent;
    readonly refusal: TargetRefusal;
  };
  readonly activity: {
    readonly command: ActivityCommand;
    readonly state: Activity;
    readonly event: ActivityEvent;
    readonly refusal: ActivityRefusal;
  };
  readonly exchangeRate: {
    readonly command: ExchangeRateCommand;
    readonly state: ExchangeRate;
    readonly event: ExchangeRateEvent;
    readonly refusal: ExchangeRateRefusal;
  };
  readonly shopOrder: {
    readonly command: ShopOrderCommand;
    readonly state: ShopOrder;
    readonly event: ShopOrderEvent;
    readonly refusal: ShopOrderRefusal;
  };
  readonly engagement: {
    readonly command: EngagementCommand;
    readonly state: Engagement;
    readonly event: EngagementEvent;
    readonly refusal: EngagementRefusal;
  };
  readonly product: {
    readonly command: ProductCommand;
    readonly state: Product;
    readonly event: ProductEvent;
    readonly refusal: ProductRefusal;
  };
  readonly supplier: {
    readonly command: SupplierCommand;
    readonly state: Supplier;
    readonly event: SupplierEvent;
    readonly refusal: SupplierRefusal;
  };
  readonly priceList: {
    readonly command: PriceListCommand;
    readonly state: PriceList;
    readonly event: PriceListEvent;
    readonly refusal: PriceListRefusal;
  };
  readonly importRecord: {
    readonly command: ImportRecordCommand;
    readonly state: ImportRecord;
    readonly event: ImportRecordEvent;
    readonly refusal: ImportRecordRefusal;
  };
}

/**
 * The name of an aggregate: its key in `aggregates`, and the category of its streams. Its refusal codes and
 * its folder spell it in kebab case (decision record 0013).
 */
export type AggregateName = keyof AggregateTypes;

/** What can be asked of the aggregate of that name. */
export type CommandOf<Name extends AggregateName> = AggregateTypes[Name]['command'];

/** What the aggregate of that name is. */
export type StateOf<Name extends AggregateName> = AggregateTypes[Name]['state'];

/** What can have happened to the aggregate of that name. */
export type EventOf<Name extends AggregateName> = AggregateTypes[Name]['event'];

/** Why the aggregate of that name says no. */
export type RefusalOf<Name extends AggregateName> = AggregateTypes[Name]['refusal'];

/** All that is needed to run the aggregate of that name. */
export type AggregateOf<Name extends AggregateName> = Aggregate<
  CommandOf<Name>,
  StateOf<Name>,
  EventOf<Name>,
  RefusalOf<Name>
>;

/** Every aggregate of pre-sales under its name. */
export const aggregates: { readonly [Name in AggregateName]: AggregateOf<Name> } = {
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
  importRecord,
};

/** All that can have happened in pre-sales. */
export type PresalesEvent = EventOf<AggregateName>;

/**
 * Any pre-sales event of a log with its data as today's schema has it.
 *
 * @throws UndecodableEvent for a type or version that this library does not know
 */
export const decodeEvent: (stored: StoredEvent) => RecordedEvent<PresalesEvent> =
  catalogue<PresalesEvent>(Object.values(aggregates).map(({ codec }) => codec));
