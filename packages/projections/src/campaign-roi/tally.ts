import {
  type CurrencyCode,
  type Decimal,
  decimalText,
  money,
  percentText,
  WHOLE,
} from '@presales/kernel';
import { add, perPiece } from '../shared/figures.ts';
import { present } from '../shared/present.ts';
import type { CreditedSales, Profitability } from './report.ts';

/** The part of one deal that is credited; amounts in minor units of the reporting currency. */
export interface Credited {
  /** In basis points: the credits of a deal add up to the whole. */
  readonly credit: number;
  readonly partyId: string | undefined;
  /** The deal is the first its party ever won. */
  readonly firstWin: boolean;
  readonly net: number;
  readonly margin: number;
  readonly netOfUnknownCost: number;
}

/** Adds up the deals that are credited to one campaign, to all, or to none. */
export class AttributionTally {
  protected readonly currency: CurrencyCode;
  protected net = 0;
  protected margin = 0;
  private unknown = 0;
  /** Deals by credit, in basis points. */
  credited = 0;
  private readonly customers = new Set<string>();
  protected readonly newCustomers = new Set<string>();

  constructor(currency: CurrencyCode) {
    this.currency = currency;
  }

  sell({ credit, partyId, firstWin, net, margin, netOfUnknownCost }: Credited): void {
    this.credited += credit;
    this.net = add(this.net, net, this.currency);
    this.margin = add(this.margin, margin, this.currency);
    this.unknown = add(this.unknown, netOfUnknownCost, this.currency);
    if (partyId === undefined) return;
    this.customers.add(partyId);
    if (firstWin) this.newCustomers.add(partyId);
  }

  sales(): CreditedSales {
    return present({
      wonDeals: creditText(this.credited),
      customers: this.customers.size,
      newCustomers: this.newCustomers.size,
      revenue: money(this.net, this.currency),
      margin: money(this.margin, this.currency),
      revenueOfUnknownCost: money(this.unknown, this.currency),
      unknownCostShare: percentText(this.unknown, this.net),
    });
  }
}

/** Adds up sales and what was spent for them. Each cost is added once, whatever was sold. */
export class CampaignTally extends AttributionTally {
  private cost = 0;
  private responses = 0;
  private readonly leads = new Set<string>();

  spend(amount: number): void {
    this.cost = add(this.cost, amount, this.currency);
  }

  respond(): void {
    this.responses += 1;
  }

  lead(leadId: string): void {
    this.leads.add(leadId);
  }

  profitability(): Profitability {
    const { cost, currency } = this;
    const profit = add(this.margin, -cost, currency);
    return present({
      ...this.sales(),
      actualCost: money(cost, currency),
      leads: this.leads.size,
      responses: this.responses,
      costPerLead: perPiece(cost, this.leads.size, currency),
      costPerNewCustomer: perPiece(cost, this.newCustomers.size, currency),
      profit: money(profit, currency),
      roi: cost > 0 ? percentText(profit, cost) : undefined,
      revenueRoi: cost > 0 ? percentText(add(this.net, -cost, currency), cost) : undefined,
    });
  }
}

/** Basis points of deals as deals: `20000` is `2`, `3333` is `0.3333`. */
const creditText = (basisPoints: number): Decimal =>
  basisPoints % WHOLE === 0
    ? `${basisPoints / WHOLE}`
    : decimalText(basisPoints, 4).replace(/0+$/, '');
