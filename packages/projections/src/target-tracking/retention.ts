import {
  addDays,
  type LocalDate,
  type Period,
  type Position,
  percentText,
  type SqlReader,
  startOfDay,
} from '@presales/kernel';
import type { Answer, QueryParameters } from '../shared/answer.ts';
import { customersOf } from '../shared/contacts.ts';
import { type DaysOfZone, daysOf } from '../shared/days.ts';
import { momentsIn } from '../shared/moments.ts';
import { present } from '../shared/present.ts';
import { queryBuilder } from '../shared/query-builder.ts';
import { answerOf, scopeOf } from '../shared/scope.ts';
import type { PartyFact } from '../shared/win-facts.ts';
import { type Win, winsOf } from '../shared/wins.ts';
import { readWinFacts } from './book.ts';
import type { TargetTables } from './tables.ts';

/** The customers of a period, counted. */
export interface CustomerCounts {
  /** Customers at its start: S. */
  readonly atStart: number;
  /** Customers at its end: E. */
  readonly atEnd: number;
  /** Customers at its end who were none at its start: N. */
  readonly gained: number;
}

/**
 * Customer retention in percent with two decimals, (E − N) / S × 100: how many of those who were
 * customers at the start still are at the end (S36). Undefined where there were none.
 */
export const retentionRate = ({ atStart, atEnd, gained }: CustomerCounts): string | undefined =>
  percentText(atEnd - gained, atStart);

/** How long a purchase makes a party a customer, where nobody says otherwise. */
export const defaultActiveDays = 365;

/** What retention is asked with. */
export interface RetentionParameters extends QueryParameters {
  readonly period: Period;
  /**
   * A party is a customer on a day if it won a deal within so many days before it: there are no
   * invoices to tell by. By default 365.
   */
  readonly activeDays?: number;
}

/** How many customers stayed, with everything that decided the figure. */
export interface RetentionReport extends Answer, CustomerCounts {
  readonly period: Period;
  readonly activeDays: number;
  /**
   * Of those at the start: the ones that are customers because they bought before this history begins,
   * and not by a win in it (B37).
   */
  readonly existingAtStart: number;
  /** In percent, two decimals; absent where there were no customers at the start. */
  readonly retention?: string;
}

/**
 * Customer retention: how many of those that were customers when a period began still were when it
 * ended (S36). Whoever comes back after a rest is gained, just as whoever buys for the first time; an
 * existing customer is there from the start (B37). A win that was taken back made no customer, parties
 * that were merged count as one, and a contact is its organisation (B36).
 *
 * @throws InvalidInput for times that are no instants
 */
export const customerRetention = async (
  reader: SqlReader,
  position: Position,
  parameters: RetentionParameters,
): Promise<RetentionReport> => {
  const { calendar, period, activeDays = defaultActiveDays } = parameters;
  const days = daysOf(calendar.zone);
  const database = queryBuilder<TargetTables>(reader);
  const scope = scopeOf(parameters);
  const facts = await readWinFacts(database, scope);
  const parties = await database
    .selectFrom('target_party')
    .selectAll()
    .where(scope.known)
    .execute();
  const { partyOf, customerOf } = customersOf(facts.contacts, facts.partyMerges);
  const periodEnd = startOfDay(period.end, calendar.zone);
  const purchases = purchasesOf(winsOf(facts, momentsIn(calendar.zone)), days);
  const existing = existingOf(parties, days, (partyId) => customerOf(partyOf(partyId), periodEnd));

  const buyersOn = (date: LocalDate): ReadonlySet<string> => {
    const from = addDays(date, -activeDays);
    return customersWhere(purchases, (dates) => dates.some((on) => from <= on && on < date));
  };
  const existingOn = (date: LocalDate): ReadonlySet<string> => {
    const from = addDays(date, -activeDays);
    return customersWhere(existing, (registered, customerId) => {
      const [firstPurchase = ''] = purchases.get(customerId) ?? [];
      return from <= (registered.at(-1) ?? '') || date <= firstPurchase;
    });
  };
  const [boughtBefore, ofOld] = [buyersOn(period.start), existingOn(period.start)];
  const before = new Set([...boughtBefore, ...ofOld]);
  const after = new Set([...buyersOn(period.end), ...existingOn(period.end)]);
  const counts: CustomerCounts = {
    atStart: before.size,
    atEnd: after.size,
    gained: [...after].filter((customerId) => !before.has(customerId)).length,
  };
  return {
    ...answerOf(position, parameters),
    period,
    activeDays,
    ...counts,
    existingAtStart: before.size - boughtBefore.size,
    ...present({ retention: retentionRate(counts) }),
  };
};

/** Days of customers, each customer's in order. */
type DaysOfCustomers = ReadonlyMap<string, readonly LocalDate[]>;

/** When every customer bought. */
const purchasesOf = (wins: readonly Win[], days: DaysOfZone): DaysOfCustomers =>
  byCustomer(
    wins.flatMap(({ customerId, at, undone }) =>
      customerId === undefined || undone !== undefined ? [] : [[customerId, days.dateOf(at)]],
    ),
  );

/** When the customers were registered that bought before this history begins. */
const existingOf = (
  parties: readonly PartyFact[],
  days: DaysOfZone,
  customerOf: (partyId: string) => string,
): DaysOfCustomers =>
  byCustomer(
    parties.flatMap(({ party_id, existing_customer, occurred_at }) =>
      existing_customer === 1 ? [[customerOf(party_id), days.dateOf(occurred_at)]] : [],
    ),
  );

const byCustomer = (rows: readonly (readonly [string, LocalDate])[]): DaysOfCustomers => {
  const customers = new Map<string, LocalDate[]>();
  for (const [customerId, date] of rows)
    customers.set(customerId, [...(customers.get(customerId) ?? []), date]);
  for (const dates of customers.values()) dates.sort();
  return customers;
};

const customersWhere = (
  customers: DaysOfCustomers,
  holds: (dates: readonly LocalDate[], customerId: string) => boolean,
): ReadonlySet<string> =>
  new Set([...customers].flatMap(([id, dates]) => (holds(dates, id) ? [id] : [])));
