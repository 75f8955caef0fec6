import type { Kysely } from 'kysely';
import { byTime } from '../shared/fact.ts';
import { survivorsOf } from '../shared/merges.ts';
import type { Scope } from '../shared/scope.ts';
import type { FunnelTables } from './tables.ts';

/**
 * The deals with an order that was cancelled while we hold money of the customer's for it: until that
 * is paid back their win stands, and somebody should see to it (B29). Shops report payments and refunds
 * late and in any order, so that what we hold is their sum, not what the last of them left.
 */
export const refundsDue = async (
  database: Kysely<FunnelTables>,
  { happened, known }: Scope,
): Promise<ReadonlySet<string>> => {
  const facts = await database
    .selectFrom('funnel_order_money')
    .selectAll()
    .where(happened)
    .orderBy('position')
    .execute();
  if (facts.length === 0) return new Set();
  const merges = await database.selectFrom('funnel_merge').selectAll().where(known).execute();
  const survivorOf = survivorsOf(merges);
  const orders = new Map<string, { cancelled: boolean; held: number; deal: string | undefined }>();
  for (const { shop_order_id, opportunity_id, cancels, amount } of [...facts].sort(byTime)) {
    const before = orders.get(shop_order_id);
    orders.set(shop_order_id, {
      cancelled: cancels === 1 || before?.cancelled === true,
      held: (before?.held ?? 0) + amount,
      deal: opportunity_id ?? before?.deal,
    });
  }
  return new Set(
    [...orders.values()].flatMap(({ cancelled, held, deal }) =>
      cancelled && held > 0 && deal !== undefined ? [survivorOf(deal)] : [],
    ),
  );
};
