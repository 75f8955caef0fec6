import type { CurrencyCode, LocalDate } from '@presales/kernel';
import type { Kysely } from 'kysely';
import type { Scope } from '../shared/scope.ts';
import { winsOf } from '../shared/wins.ts';
import type { CampaignRoiTables } from './tables.ts';

/** All that a query may see; costs up to and including the report's last day. */
export const readFacts = async (
  database: Kysely<CampaignRoiTables>,
  { happened, known }: Scope,
  currency: CurrencyCode,
  lastDay: LocalDate,
) => ({
  campaigns: await database
    .selectFrom('roi_campaign')
    .selectAll()
    .where(known)
    .orderBy('position')
    .execute(),
  budgets: await database.selectFrom('roi_budget').selectAll().where(happened).execute(),
  costs: await database
    .selectFrom('roi_cost')
    .selectAll()
    .where(known)
    .where('cost_date', '<=', lastDay)
    .execute(),
  touches: await database.selectFrom('roi_touch').selectAll().where(happened).execute(),
  parties: await database.selectFrom('roi_party').selectAll().where(known).execute(),
  rates: await database
    .selectFrom('roi_rate')
    .selectAll()
    .where(known)
    .where('to_currency', '=', currency)
    .execute(),
  wins: winsOf(
    await database.selectFrom('roi_opened').selectAll().where(happened).execute(),
    await database.selectFrom('roi_outcome').selectAll().where(happened).execute(),
  ),
});
