import type { CurrencyCode, Decimal, MoneyFigure, Period } from '@presales/kernel';
import type { Answer } from '../shared/answer.ts';
import type { Converted } from '../shared/conversion.ts';
import type { AttributionName, DecayBy, PositionShares } from './attribution/index.ts';
import type { CampaignGrouping } from './parameters.ts';

/** What was sold, as far as it is credited to this line. */
export interface CreditedSales {
  /**
   * Won deals by credit: a deal shared by two counts `0.5` for each. As the amounts are, it is summed
   * exactly and rounded once, here to four places.
   */
  readonly wonDeals: Decimal;
  /** Distinct customers of those deals, existing ones among them; a contact is its organisation. */
  readonly customers: number;
  /** Distinct customers whose first won deal ever is among them (S17). */
  readonly newCustomers: number;
  readonly revenue: MoneyFigure;
  /** Margin over the part of the revenue whose cost is known. */
  readonly margin: MoneyFigure;
  /** Revenue whose cost is unknown: no margin is known of it. */
  readonly revenueOfUnknownCost: MoneyFigure;
  /** The same in percent of the revenue. */
  readonly unknownCostShare?: string;
}

/** Sales against what was spent for them. */
export interface Profitability extends CreditedSales {
  /** What was spent, never the budget (B4). */
  readonly actualCost: MoneyFigure;
  /** Distinct leads captured for the campaign since it started. */
  readonly leads: number;
  readonly responses: number;
  /** Absent without leads. */
  readonly costPerLead?: MoneyFigure;
  /** Absent without new customers. */
  readonly costPerNewCustomer?: MoneyFigure;
  /** Margin less actual cost (S53). */
  readonly profit: MoneyFigure;
  /** Profit in percent of actual cost, two decimals; absent when nothing was spent. */
  readonly roi?: string;
  /** Revenue less actual cost, in percent of actual cost; absent when nothing was spent. */
  readonly revenueRoi?: string;
}

/** How far a campaign has come with one of its objectives (S52). */
export interface CampaignAttainment {
  readonly of: 'leads' | 'customers' | 'opportunities' | 'opportunity-value' | 'opportunity-margin';
  /** A number, or money in the reporting currency. */
  readonly target: Decimal | MoneyFigure;
  /**
   * What was reached of it. Opportunities count by their credit, whatever became of them; customers
   * count whether they are new or bought before.
   */
  readonly actual: Decimal | MoneyFigure;
  /** Of `customers`: how many of them are new (S17). */
  readonly ofThemNew?: number;
  /** Actual in percent of the target, two decimals. */
  readonly percent?: string;
}

/** One line of the report: a campaign, a family of campaigns, or a channel. */
export interface CampaignRoi extends Profitability {
  /** The campaign, the family's topmost campaign, or the channel. */
  readonly campaignId: string;
  readonly name: string;
  readonly channel: string;
  /** Absent when none was set, and where the lines are families or channels. */
  readonly budget?: MoneyFigure;
  /** Budget less actual cost over the campaign's life; absent without a budget or in a period. */
  readonly budgetVariance?: MoneyFigure;
  /** Absent without objectives, in a period, and where the lines are families or channels. */
  readonly objectives?: readonly CampaignAttainment[];
}

/** Campaign profitability, with everything that decided its figures. */
export interface CampaignRoiReport extends Answer, Converted {
  readonly currency: CurrencyCode;
  readonly by: CampaignGrouping;
  readonly attribution: AttributionName;
  /** With `time-decay`. */
  readonly halfLifeDays?: number;
  /** With `time-decay`. */
  readonly decayBy?: DecayBy;
  /** With `custom`. */
  readonly shares?: PositionShares;
  readonly lookBackDays: number;
  readonly period?: Period;
  /** By profit, the highest first. */
  readonly campaigns: readonly CampaignRoi[];
  /** All campaigns together; a customer or lead of two campaigns counts once. */
  readonly total: Profitability;
  /** Won deals that no campaign touched in time. */
  readonly unattributed: CreditedSales;
  /** All won deals: what `total` and `unattributed` add up to. */
  readonly sales: CreditedSales;
}
