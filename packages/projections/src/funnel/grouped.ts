import { type PeriodUnit, periodOf } from '@presales/kernel';
import type { Kysely } from 'kysely';
import { creditByWin } from '../shared/credit.ts';
import { type DealLines, dealLines } from '../shared/deal-lines.ts';
import { membershipsOf, teamNames } from '../shared/memberships.ts';
import { present } from '../shared/present.ts';
import { remembered } from '../shared/remembered.ts';
import { lastDayOf, type Scope } from '../shared/scope.ts';
import { compare as compareAmounts } from '../shared/whole.ts';
import { partsByProduct } from './by-product.ts';
import type { CountedDeal, FunnelContext } from './context.ts';
import { creditedSales } from './credited.ts';
import type { KnownDeal } from './deal.ts';
import { figuresOf, type WonSale, wonSales } from './figures.ts';
import {
  type GroupingContext,
  type GroupOf,
  groupOf,
  groupOfPerson,
  groupOfProduct,
} from './groups.ts';
import type { FunnelGrouping, FunnelParameters } from './parameters.ts';
import type { FunnelGroup, SalesCredit } from './report.ts';
import { type FunnelTables, funnelTables } from './tables.ts';

/** A funnel by group: each group with the figures of its deals, and with what it is credited with. */
export const groupsOf = async (
  database: Kysely<FunnelTables>,
  scope: Scope,
  parameters: FunnelParameters & { readonly groupBy: FunnelGrouping },
  deals: readonly CountedDeal[],
  context: FunnelContext,
): Promise<readonly FunnelGroup[]> => {
  const { groupBy, calendar } = parameters;
  const grouping: GroupingContext = {
    periodOf: remembered((date, unit: PeriodUnit) => periodOf(date, unit, calendar)),
    days: context.days,
    lastDay: lastDayOf(parameters),
    memberships: membershipsOf(
      await database.selectFrom('funnel_membership').selectAll().where(scope.known).execute(),
    ),
    teamName: teamNames(
      await database.selectFrom('funnel_team').selectAll().where(scope.known).execute(),
    ),
  };
  const found = new Map<string, Group>();
  const at = (of: GroupOf): Group => {
    const group = found.get(of.key) ?? { of, deals: [], sales: [], credited: undefined };
    found.set(of.key, group);
    return group;
  };
  const won = wonSales(deals, context);
  if (groupBy === 'product') {
    const linesOf = await readLines(database, scope);
    for (const counted of deals)
      for (const { productId, part } of partsByProduct(counted, linesOf, context)) {
        const group = at(groupOfProduct(productId));
        group.deals.push(part);
        group.sales.push(...wonSales([part], context));
      }
  } else {
    for (const counted of deals) at(groupOf(counted.deal, groupBy, grouping)).deals.push(counted);
    for (const sold of won) at(groupOf(closedBy(sold), groupBy, grouping)).sales.push(sold);
  }
  if (groupBy === 'person' || groupBy === 'team') {
    const credits = creditByWin(
      await database.selectFrom('funnel_credit').selectAll().where(scope.happened).execute(),
    );
    const placeOf = groupOfPerson(groupBy, grouping);
    for (const { of, sales } of creditedSales(won, credits, placeOf, context))
      at(of).credited = sales;
  }
  return [...found.values()]
    .map(({ of, deals: own, sales, credited }) => ({
      of,
      figures: figuresOf(own, sales, context),
      credited,
    }))
    .filter(({ figures, credited }) => credited !== undefined || isCounted(figures))
    .sort(
      (left, right) =>
        compare(left.of.order, right.of.order) ||
        compareAmounts(right.figures.wonValue.amount, left.figures.wonValue.amount) ||
        compareAmounts(right.credited?.value.amount ?? 0, left.credited?.value.amount ?? 0) ||
        compare(left.of.key, right.of.key),
    )
    .map(({ of: { key, name }, figures, credited }) => ({
      key,
      name,
      figures,
      ...present({ credited }),
    }));
};

/** The lines of the deals that a query may see. */
const readLines = async (
  database: Kysely<FunnelTables>,
  { happened, known }: Scope,
): Promise<DealLines> =>
  dealLines({
    table: funnelTables.documentEvent.name,
    events: await database
      .selectFrom('funnel_document_event')
      .selectAll()
      .where(happened)
      .execute(),
    primaries: await database.selectFrom('funnel_primary').selectAll().where(happened).execute(),
    dealMerges: await database.selectFrom('funnel_merge').selectAll().where(known).execute(),
  });

/** A group while its deals are gathered. */
interface Group {
  readonly of: GroupOf;
  readonly deals: CountedDeal[];
  readonly sales: WonSale[];
  credited: SalesCredit | undefined;
}

/** A won deal as a sale of it is grouped: a further sale stands under its own day (B26). */
const closedBy = ({ deal, sale: { occurred_at: at } }: WonSale): KnownDeal =>
  deal.closing === undefined ? deal : { ...deal, closing: { ...deal.closing, at } };

/**
 * Whether any deal of a group was counted: on the `period` basis most deals are of other periods. A
 * later sale may change the margin alone, as what is given away does.
 */
const isCounted = ({ outcomes, steps, ...won }: FunnelGroup['figures']): boolean =>
  outcomes.created + outcomes.open + outcomes.won + outcomes.lost > 0 ||
  [won.wonValue, won.wonMargin, won.wonOfUnknownCost].some(({ amount }) => amount !== 0) ||
  steps.some(({ reached }) => reached > 0);

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
