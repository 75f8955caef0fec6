import type { LocalDate, Period, PeriodUnit } from '@presales/kernel';
import type { DaysOfZone } from '../shared/days.ts';
import type { Memberships } from '../shared/memberships.ts';
import type { KnownDeal } from './deal.ts';
import type { FunnelGrouping } from './parameters.ts';

/** What is needed to group deals. */
export interface GroupingContext {
  /** The period of the business calendar that a day falls in. */
  readonly periodOf: (date: LocalDate, unit: PeriodUnit) => Period;
  readonly days: DaysOfZone;
  readonly memberships: Memberships;
  readonly teamName: (teamId: string) => string;
  /** The last day that the report covers: the day on which an open deal's team is looked up. */
  readonly lastDay: LocalDate;
}

/** A group that a deal belongs to; `order` sorts periods. */
export interface GroupOf {
  readonly key: string;
  readonly name: string;
  readonly order: string;
}

const plain = (key: string, name = key): GroupOf => ({ key, name, order: '' });

/** The group of deals without a team or product. No id is empty, so none can be taken for it. */
const none = plain('', 'none');

/**
 * The one group that a deal is counted in. A closed deal belongs to the team that its owner at the
 * time belonged to on the day of the closing; an open deal to the team of its owner on the last day of
 * the report.
 */
export const groupOf = (
  deal: KnownDeal,
  grouping: Exclude<FunnelGrouping, 'product'>,
  context: GroupingContext,
): GroupOf => {
  const { periodOf, days } = context;
  const closedOn = deal.closing && days.dateOf(deal.closing.at);
  const inPeriod = (unit: PeriodUnit, date: LocalDate | undefined): GroupOf => {
    if (date === undefined) return { key: 'open', name: 'open', order: '~' };
    const { label, start } = periodOf(date, unit);
    return { key: label, name: label, order: start };
  };
  switch (grouping) {
    case 'team':
    case 'person':
      return groupOfPerson(grouping, context)(deal.ownerId, closedOn ?? context.lastDay);
    case 'opened-week':
    case 'opened-month':
    case 'opened-quarter':
    case 'opened-half':
    case 'opened-year':
      return inPeriod(unitOf[grouping], days.dateOf(deal.openedAt));
    case 'closed-week':
    case 'closed-month':
    case 'closed-quarter':
    case 'closed-half':
    case 'closed-year':
      return inPeriod(unitOf[grouping], closedOn);
  }
};

/** The unit of the periods that a grouping is by. */
const unitOf = {
  'opened-week': 'week',
  'opened-month': 'month',
  'opened-quarter': 'quarter',
  'opened-half': 'half',
  'opened-year': 'year',
  'closed-week': 'week',
  'closed-month': 'month',
  'closed-quarter': 'quarter',
  'closed-half': 'half',
  'closed-year': 'year',
} as const;

/** The group of a product; of none where the id is empty. */
export const groupOfProduct = (productId: string): GroupOf =>
  productId === '' ? none : plain(productId);

/** The group that somebody is in on a day: the person, or the person's team. */
export const groupOfPerson =
  (grouping: 'team' | 'person', { memberships, teamName }: GroupingContext) =>
  (person: string, on: LocalDate): GroupOf => {
    if (grouping === 'person') return plain(person);
    const team = memberships.homeTeam(person, on);
    return team === undefined ? none : plain(team, teamName(team));
  };
