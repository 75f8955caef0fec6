import {
  addDays,
  type LocalDate,
  type Period,
  type Position,
  percentText,
  type SqlReader,
} from '@presales/kernel';
import type { Answer, QueryParameters } from '../shared/answer.ts';
import { daysOf } from '../shared/days.ts';
import { present } from '../shared/present.ts';
import { queryBuilder } from '../shared/query-builder.ts';
import { answerOf, scopeOf } from '../shared/scope.ts';
import { winsOf } from '../shared/wins.ts';
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
  /** In percent, two decimals; absent where there were no customers at the start. */
  readonly retention?: string;
}

/**
 * Customer retention: how many of the parties that were customers when a period began still were when
 * it ended (S36). Whoever comes back after a rest is gained, just as whoever buys for the first time.
 * A win that was taken back made no customer, and parties that were merged count as one.
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
  const wins = winsOf(await readWinFacts(queryBuilder<TargetTables>(reader), scopeOf(parameters)));
  const customersOn = (date: LocalDate): ReadonlySet<string> => {
    const from = addDays(date, -activeDays);
    return new Set(
      wins.flatMap(({ partyId, at, undone }) => {
        const on = days.dateOf(at);
        return partyId !== undefined && undone === undefined && from <= on && on < date
          ? [partyId]
          : [];
      }),
    );
  };
  const [before, after] = [customersOn(period.start), customersOn(period.end)];
  const counts: CustomerCounts = {
    atStart: before.size,
    atEnd: after.size,
    gained: [...after].filter((partyId) => !before.has(partyId)).length,
  };
  return {
    ...answerOf(position, parameters),
    period,
    activeDays,
    ...counts,
    ...present({ retention: retentionRate(counts) }),
  };
};
