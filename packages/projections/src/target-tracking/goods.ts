import type { TargetGoods } from '@presales/domain/target';
import type { LocalDate } from '@presales/kernel';
import type { Kysely } from 'kysely';
import { type ProductShares, productShares } from '../shared/by-product.ts';
import type { WonAmounts } from '../shared/credit.ts';
import type { DaysOfZone } from '../shared/days.ts';
import { type DealLine, dealLines } from '../shared/deal-lines.ts';
import { byTime } from '../shared/fact.ts';
import type { Exchange } from '../shared/rates.ts';
import type { Scope } from '../shared/scope.ts';
import { add } from '../shared/whole.ts';
import { sourceOf, type Win } from '../shared/wins.ts';
import type { Entry } from './ledger.ts';
import type { ProductGroupFact, TargetTables } from './tables.ts';
import { targetTables } from './tables.ts';

/** The part that is of some goods of somebody's share of an entry. */
export type PartOf = (entry: Entry, share: WonAmounts, goods: TargetGoods) => WonAmounts;

/** Tells what of the entries is of which goods (B43), in amounts of the currency exchanged to. */
export type GoodsIn = (exchange: Exchange) => PartOf;

const none: WonAmounts = { net: 0, margin: 0, netOfUnknownCost: 0 };

/** Reads what was sold by which deal, and which product is in which group. */
export const readGoods = async (
  database: Kysely<TargetTables>,
  { happened, known }: Scope,
  days: DaysOfZone,
): Promise<GoodsIn> => {
  const lines = dealLines({
    table: targetTables.documentEvent.name,
    events: await database
      .selectFrom('target_document_event')
      .selectAll()
      .where(happened)
      .execute(),
    primaries: await database.selectFrom('target_primary').selectAll().where(happened).execute(),
    dealMerges: await database.selectFrom('target_deal_merge').selectAll().where(known).execute(),
  });
  const openedFor = new Map(
    (await database.selectFrom('target_deal_product').selectAll().where(happened).execute()).map(
      ({ opportunity_id, product_id }) => [opportunity_id, product_id],
    ),
  );
  const groupOn = groupsByDay(
    await database.selectFrom('target_product_group').selectAll().where(known).execute(),
    days,
  );
  const isOf = (productId: string, goods: TargetGoods, on: LocalDate): boolean =>
    goods.id === (goods.kind === 'product' ? productId : groupOn(productId, on));
  const linesOf = ({ opportunityId, sales, position }: Win): readonly DealLine[] => {
    const place = sales.findIndex((sale) => sale.position === position);
    return lines.ofSales(opportunityId, sales)[place] ?? [];
  };

  return (exchange) => {
    const known = new Map<number, ProductShares | undefined>();
    const sharesOf = ({ win, wonOn }: Entry): ProductShares | undefined => {
      const { position } = win;
      if (!known.has(position)) {
        const own = linesOf(win);
        known.set(
          position,
          own.length === 0 ? undefined : productShares(own, exchange, wonOn, sourceOf(win)),
        );
      }
      return known.get(position);
    };
    return (entry, share, goods) => {
      const { win, wonOn } = entry;
      const shares = sharesOf(entry);
      if (shares === undefined)
        return isOf(openedFor.get(win.opportunityId) ?? '', goods, wonOn) ? share : none;
      const parts = shares.ofWon(share);
      return shares.products.reduce(
        (sum, productId, place) =>
          isOf(productId, goods, wonOn) ? plus(sum, parts[place] ?? none) : sum,
        none,
      );
    };
  };
};

const plus = (left: WonAmounts, right: WonAmounts): WonAmounts => ({
  net: add(left.net, right.net),
  margin: add(left.margin, right.margin),
  netOfUnknownCost: add(left.netOfUnknownCost, right.netOfUnknownCost),
});

/** The group that a product was in on a day; before it ever had one, the first that it got. */
const groupsByDay = (
  facts: readonly ProductGroupFact[],
  days: DaysOfZone,
): ((productId: string, on: LocalDate) => string | undefined) => {
  const groups = new Map<string, { readonly since: LocalDate; readonly groupId: string }[]>();
  for (const { product_id, group_id, occurred_at } of [...facts].sort(byTime)) {
    const since = days.dateOf(occurred_at);
    const ofProduct = groups.get(product_id);
    if (ofProduct === undefined) groups.set(product_id, [{ since, groupId: group_id }]);
    else ofProduct.push({ since, groupId: group_id });
  }
  return (productId, on) => {
    const ofProduct = groups.get(productId) ?? [];
    return (ofProduct.findLast(({ since }) => since <= on) ?? ofProduct[0])?.groupId;
  };
};
