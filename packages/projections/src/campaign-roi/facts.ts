import type { LocalDate } from '@presales/kernel';
import type { Kysely } from 'kysely';
import { customersOf } from '../shared/contacts.ts';
import type { MomentOf } from '../shared/moments.ts';
import type { Scope } from '../shared/scope.ts';
import { winsOf } from '../shared/wins.ts';
import type { CampaignRoiParameters } from './parameters.ts';
import type { CampaignRoiTables } from './tables.ts';

/** Reads all that a query may see; costs up to and including the report's last day. */
export const readFacts = async (
  database: Kysely<CampaignRoiTables>,
  { happened, known }: Scope,
  { currency, via }: Pick<CampaignRoiParameters, 'currency' | 'via'>,
  lastDay: LocalDate,
  momentOf: MomentOf,
) => {
  const rates = database.selectFrom('roi_rate').selectAll().where(known);
  const openings = await database.selectFrom('roi_opened').selectAll().where(happened).execute();
  const partyMerges = await database
    .selectFrom('roi_party_merge')
    .selectAll()
    .where(known)
    .execute();
  const dealMerges = await database.selectFrom('roi_deal_merge').selectAll().where(known).execute();
  const contacts = await database.selectFrom('roi_contact').selectAll().where(happened).execute();
  return {
    campaigns: await database
      .selectFrom('roi_campaign')
      .selectAll()
      .where(known)
      .orderBy('position')
      .execute(),
    parents: await database.selectFrom('roi_parent').selectAll().where(happened).execute(),
    objectives: await database.selectFrom('roi_objective').selectAll().where(happened).execute(),
    budgets: await database.selectFrom('roi_budget').selectAll().where(happened).execute(),
    costs: await database
      .selectFrom('roi_cost')
      .selectAll()
      .where(known)
      .where('cost_date', '<=', lastDay)
      .execute(),
    touches: await database.selectFrom('roi_touch').selectAll().where(happened).execute(),
    leads: await database.selectFrom('roi_lead').selectAll().where(known).execute(),
    leadCustomers: await database
      .selectFrom('roi_lead_customer')
      .selectAll()
      .where(happened)
      .execute(),
    leadMerges: await database.selectFrom('roi_lead_merge').selectAll().where(known).execute(),
    parties: await database.selectFrom('roi_party').selectAll().where(known).execute(),
    customers: customersOf(contacts, partyMerges),
    dealMerges,
    openings,
    expected: await database.selectFrom('roi_expected').selectAll().where(happened).execute(),
    rates: await (via === undefined ? rates.where('to_currency', '=', currency) : rates).execute(),
    wins: winsOf(
      {
        openings,
        outcomes: await database.selectFrom('roi_outcome').selectAll().where(happened).execute(),
        contacts,
        partyMerges,
        dealMerges,
      },
      momentOf,
    ),
  };
};

/** All that a query may see. */
export type RoiFacts = Awaited<ReturnType<typeof readFacts>>;
