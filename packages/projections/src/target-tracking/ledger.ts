import type { LocalDate, Period, Whole } from '@presales/kernel';
import { type CreditFact, splitWon, type WonAmounts } from '../shared/credit.ts';
import type { DaysOfZone } from '../shared/days.ts';
import type { Exchange } from '../shared/rates.ts';
import type { SaleTerms } from '../shared/sales.ts';
import { negative } from '../shared/whole.ts';
import { sourceOf, type Win } from '../shared/wins.ts';
import type { ReversalTreatment } from './parameters.ts';

/** A win entered in the book, or, with sign -1, taken out of it again. */
export interface Entry {
  readonly sign: 1 | -1;
  /** The day that it counts on. */
  readonly on: LocalDate;
  /** The day of the win, whose rates and memberships hold for its undoing too. */
  readonly wonOn: LocalDate;
  readonly win: Win;
  /**
   * It is neither a win nor its undoing: a further sale by a deal that was won before (B26), or one of
   * the two entries that change a value or a credit.
   */
  readonly adjusts: boolean;
  readonly holders: readonly string[];
}

/** An amount as an entry counts it. */
export const signed = ({ sign }: Entry, amount: Whole): Whole =>
  sign === 1 ? amount : negative(amount);

/** What was won, and whom it made customers, day by day. */
export interface Ledger {
  readonly sales: readonly Entry[];
  /** The wins by which somebody became a customer and, with sign -1, ceased to be one (B9). */
  readonly newCustomers: readonly Entry[];
}

/**
 * The book of wins. Depending on the treatment, a win that was taken back is left out, or entered
 * again with the opposite sign on the day it was taken back; and a win whose value (B8), credit (B23) or
 * date (B44) changed is entered as it is at last, or as it was at first with the change on the day of the change.
 */
export const ledgerOf = (
  wins: readonly Win[],
  credits: ReadonlyMap<number, readonly CreditFact[]>,
  isExisting: (win: Win) => boolean,
  treatment: ReversalTreatment,
  days: DaysOfZone,
): Ledger => {
  const timed = wins.flatMap((win) => {
    const entered = ({ occurred_at, amounts, creditAt }: SaleTerms): Entry => {
      const wonOn = days.dateOf(occurred_at);
      return {
        sign: 1,
        on: wonOn,
        wonOn,
        win: { ...win, amounts, creditAt },
        adjusts: win.extends,
        holders: (credits.get(creditAt) ?? []).map(({ salesperson_id }) => salesperson_id),
      };
    };
    const { at: occurred_at, amounts, creditAt } = win;
    const entry = entered({ occurred_at, amounts, creditAt });
    if (treatment === 'win-period')
      return win.undone === undefined ? [{ at: win.at, position: win.position, entry }] : [];
    const [first] = win.changes;
    return [
      {
        at: first?.before.occurred_at ?? win.at,
        position: win.position,
        entry: first ? entered(first.before) : entry,
      },
      ...win.changes.flatMap(({ occurred_at: at, position, before, after }) => {
        const changed = { on: days.dateOf(at), adjusts: true } as const;
        const taken: Entry = { ...entered(before), ...changed, sign: -1 };
        const given: Entry = { ...entered(after), ...changed };
        return [
          { at, position, entry: taken },
          { at, position, entry: given },
        ];
      }),
      ...(win.undone === undefined
        ? []
        : [
            {
              at: win.undone.occurred_at,
              position: win.undone.position,
              entry: { ...entry, sign: -1, on: days.dateOf(win.undone.occurred_at) } as const,
            },
          ]),
    ];
  });
  const sales = timed
    .sort((left, right) =>
      left.at === right.at ? left.position - right.position : left.at < right.at ? -1 : 1,
    )
    .map(({ entry }) => entry);
  return { sales, newCustomers: newCustomersOf(sales, isExisting) };
};

const newCustomersOf = (
  sales: readonly Entry[],
  isExisting: (win: Win) => boolean,
): readonly Entry[] => {
  const standing = new Map<string, { wins: number; first: Entry; existing: boolean }>();
  const changes: Entry[] = [];
  for (const entry of sales) {
    const { customerId } = entry.win;
    if (customerId === undefined) continue;
    const customer = standing.get(customerId) ?? {
      wins: 0,
      first: entry,
      existing: isExisting(entry.win),
    };
    standing.set(customerId, customer);
    if (customer.existing) continue;
    if (entry.adjusts) {
      // Whoever is credited with the win otherwise is so with the customer that it made.
      if (customer.wins === 0 || customer.first.win.position !== entry.win.position) continue;
      changes.push(entry);
      if (entry.sign === 1) customer.first = entry;
      continue;
    }
    if (customer.wins === 0 && entry.sign === 1) {
      customer.first = entry;
      changes.push(entry);
    }
    customer.wins += entry.sign;
    // Whoever was credited with the new customer loses it again.
    if (customer.wins === 0) changes.push({ ...customer.first, sign: -1, on: entry.on });
  }
  return changes;
};

/** The entries of a period; they stand in order of their days. */
export const entriesIn = (
  entries: readonly Entry[],
  period: Pick<Period, 'start' | 'end'> | undefined,
): readonly Entry[] =>
  period === undefined
    ? entries
    : entries.slice(firstFrom(entries, period.start), firstFrom(entries, period.end));

const firstFrom = (entries: readonly Entry[], date: LocalDate): number => {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.on ?? date) < date) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Every holder's share of a win, in the order of the entry's holders. */
export type Shares = (entry: Entry) => readonly WonAmounts[];

/**
 * The shares of wins in one currency, at the rate of the day of the win (B7). The whole is converted
 * first and then split by largest remainder, so that the shares add up to it.
 */
export const sharesIn = (
  credits: ReadonlyMap<number, readonly CreditFact[]>,
  exchange: Exchange,
): Shares => {
  const known = new Map<Win, readonly WonAmounts[]>();
  return ({ win, wonOn }) => {
    const before = known.get(win);
    if (before !== undefined) return before;
    const { net, margin, net_of_unknown_cost, currency } = win.amounts;
    const valued = (amount: Whole): Whole => exchange(amount, currency, wonOn, sourceOf(win));
    const shares = splitWon(
      {
        net: valued(net),
        margin: valued(margin),
        netOfUnknownCost: valued(net_of_unknown_cost),
      },
      (credits.get(win.creditAt) ?? []).map(({ share }) => share),
    );
    known.set(win, shares);
    return shares;
  };
};
