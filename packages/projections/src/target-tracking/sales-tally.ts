import type { CurrencyCode, Whole } from '@presales/kernel';
import type { WonAmounts } from '../shared/credit.ts';
import { add } from '../shared/whole.ts';
import { type Entry, signed } from './ledger.ts';

/** Counts what a holder won and did; an entry counts once even if several of its shares are theirs. */
export class CountTally {
  won = 0;
  newCustomers = 0;
  /** Completed activities that reached somebody, in basis points of one. */
  activities = 0;
  /** Completed activities that reached nobody (B10), in basis points of one. */
  attempts = 0;
  private lastWin: Entry | undefined;
  private lastGain: Entry | undefined;
  private readonly wins = new Map<string, number>();

  /** Counts one holder of an entry. The holders of one entry must come one after the other. */
  win(entry: Entry): void {
    if (this.lastWin === entry) return;
    this.lastWin = entry;
    const { sign, win } = entry;
    if (win.extends) return;
    this.won += sign;
    if (win.customerId !== undefined)
      this.wins.set(win.customerId, (this.wins.get(win.customerId) ?? 0) + sign);
  }

  /** Counts one holder of an entry by which a party became a customer, or ceased to be one. */
  gain(entry: Entry): void {
    if (this.lastGain === entry) return;
    this.lastGain = entry;
    this.newCustomers += entry.sign;
  }

  act(outcome: string, share: number): void {
    if (outcome === 'reached') this.activities += share;
    else this.attempts += share;
  }

  /** Distinct customers with a win that was not taken back in the same period. */
  get buyers(): number {
    return [...this.wins.values()].filter((wins) => wins > 0).length;
  }
}

/** Counts, and adds up the holder's shares of what was won, in minor units of one currency. */
export class SalesTally extends CountTally {
  readonly currency: CurrencyCode;
  net: Whole = 0;
  margin: Whole = 0;
  netOfUnknownCost: Whole = 0;

  constructor(currency: CurrencyCode) {
    super();
    this.currency = currency;
  }

  /** Adds one holder's share of an entry. */
  sell(entry: Entry, share: WonAmounts): void {
    this.win(entry);
    this.net = add(this.net, signed(entry, share.net));
    this.margin = add(this.margin, signed(entry, share.margin));
    this.netOfUnknownCost = add(this.netOfUnknownCost, signed(entry, share.netOfUnknownCost));
  }
}
