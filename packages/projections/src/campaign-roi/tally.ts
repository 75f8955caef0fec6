import {
  type CurrencyCode,
  type Decimal,
  decimalText,
  moneyFigure,
  percentText,
  type Whole,
} from '@presales/kernel';
import { apportioned, type Bounds, ExactSum } from '../shared/exact-sum.ts';
import { perPiece } from '../shared/figures.ts';
import { present } from '../shared/present.ts';
import { add, subtract } from '../shared/whole.ts';
import type { CreditedSales, Profitability } from './report.ts';

/** A deal that is credited; amounts in minor units of the reporting currency. */
export interface Credited extends Amounts {
  readonly customerId: string | undefined;
  /** The deal is the first its customer ever won. */
  readonly firstWin: boolean;
}

/** What a deal counts, or what is credited of many. */
export interface Amounts {
  /** Deals, in basis points of one. */
  readonly credit: Whole;
  readonly net: Whole;
  readonly margin: Whole;
  readonly netOfUnknownCost: Whole;
}

/** Adds up the deals that are credited to one campaign, to all, or to none: exactly. */
export class AttributionTally {
  protected readonly currency: CurrencyCode;
  private readonly credit = new ExactSum();
  private readonly net = new ExactSum();
  private readonly margin = new ExactSum();
  private readonly unknown = new ExactSum();
  private readonly customers = new Set<string>();
  protected readonly newCustomers = new Set<string>();

  constructor(currency: CurrencyCode) {
    this.currency = currency;
  }

  /** Adds `part` of `of` parts of a deal; without them, all of it. */
  sell(deal: Credited, part = 1, of = 1): void {
    this.credit.add(deal.credit, part, of);
    this.net.add(deal.net, part, of);
    this.margin.add(deal.margin, part, of);
    this.unknown.add(deal.netOfUnknownCost, part, of);
    if (deal.customerId === undefined) return;
    this.customers.add(deal.customerId);
    if (deal.firstWin) this.newCustomers.add(deal.customerId);
  }

  /**
   * What is credited to each of several tallies that share some deals between them, in minor units.
   * Only here is anything rounded: once for each total, by largest remainder, so that together the
   * tallies have all of the deals to the last unit, and each is less than a unit off its exact sum.
   */
  static amountsOf(tallies: readonly AttributionTally[]): readonly Amounts[] {
    const apportion = (pick: (tally: AttributionTally) => ExactSum, bounds?: readonly Bounds[]) =>
      apportioned(tallies.map(pick), bounds);
    const credit = apportion((tally) => tally.credit);
    const net = apportion((tally) => tally.net);
    const margin = apportion((tally) => tally.margin);
    // There is never more of unknown cost than there is (B34).
    const unknown = apportion(
      (tally) => tally.unknown,
      net.map((amount) => ({ least: amount < 0 ? amount : 0, most: amount > 0 ? amount : 0 })),
    );
    return tallies.map((_, place) => ({
      credit: credit[place] ?? 0,
      net: net[place] ?? 0,
      margin: margin[place] ?? 0,
      netOfUnknownCost: unknown[place] ?? 0,
    }));
  }

  /** The deals of this tally; of one among several that share deals, with what it has of them. */
  sales(amounts = this.whole()): CreditedSales {
    const { credit, net, margin, netOfUnknownCost } = amounts;
    return present({
      wonDeals: creditText(credit),
      customers: this.customers.size,
      newCustomers: this.newCustomers.size,
      revenue: moneyFigure(net, this.currency),
      margin: moneyFigure(margin, this.currency),
      revenueOfUnknownCost: moneyFigure(netOfUnknownCost, this.currency),
      unknownCostShare: percentText(netOfUnknownCost, net),
    });
  }

  /** What a tally has that shares no deal with another one. */
  protected whole(): Amounts {
    const [amounts = nothing] = AttributionTally.amountsOf([this]);
    return amounts;
  }
}

/** What is credited where nothing is. */
export const nothing: Amounts = { credit: 0, net: 0, margin: 0, netOfUnknownCost: 0 };

/** Adds up sales and what was spent for them. Each cost is added once, whatever was sold. */
export class CampaignTally extends AttributionTally {
  private cost: Whole = 0;
  private responses = 0;
  private readonly leads = new Set<string>();

  spend(amount: Whole): void {
    this.cost = add(this.cost, amount);
  }

  respond(): void {
    this.responses += 1;
  }

  lead(leadId: string): void {
    this.leads.add(leadId);
  }

  profitability(amounts = this.whole()): Profitability {
    const { cost, currency } = this;
    const profit = subtract(amounts.margin, cost);
    return present({
      ...this.sales(amounts),
      actualCost: moneyFigure(cost, currency),
      leads: this.leads.size,
      responses: this.responses,
      costPerLead: perPiece(cost, this.leads.size, currency),
      costPerNewCustomer: perPiece(cost, this.newCustomers.size, currency),
      profit: moneyFigure(profit, currency),
      roi: cost > 0 ? percentText(profit, cost) : undefined,
      revenueRoi: cost > 0 ? percentText(subtract(amounts.net, cost), cost) : undefined,
    });
  }
}

/** Basis points of deals as deals: `20000` is `2`, `3333` is `0.3333`. */
const creditText = (basisPoints: Whole): Decimal =>
  decimalText(basisPoints, 4).replace(/\.?0+$/, '');
