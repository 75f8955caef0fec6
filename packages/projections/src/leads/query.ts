import {
  defaultBands,
  type Temperature,
  type TemperatureBands,
  temperatureOf,
} from '@presales/domain/lead';
import type { CurrencyCode, LocalDate, Position, SqlReader, Whole } from '@presales/kernel';
import type { Kysely } from 'kysely';
import { type Conversion, conversionAt } from '../shared/conversion.ts';
import { daysOf, within } from '../shared/days.ts';
import { perPiece } from '../shared/figures.ts';
import { grouped } from '../shared/grouped.ts';
import { survivorsOf } from '../shared/merges.ts';
import { present } from '../shared/present.ts';
import { queryBuilder } from '../shared/query-builder.ts';
import { campaignSource } from '../shared/rates.ts';
import { answerOf, lastDayOf, type Scope, scopeOf } from '../shared/scope.ts';
import { add } from '../shared/whole.ts';
import { type LeadCosts, leadCosts } from './costs.ts';
import { countsOf, handoffLines, rankingOf, responseTimes, standingOf } from './figures.ts';
import { type KnownLead, leadsOf } from './lead.ts';
import type { LeadGrouping, LeadParameters } from './parameters.ts';
import type { LeadReport, LeadSourceLine } from './report.ts';
import type { LeadTables } from './tables.ts';

/**
 * Leads: where they come from and what they cost there, how far they come, how near a purchase they
 * are, how fast somebody answers, and how sales takes what marketing hands over.
 *
 * @throws MissingExchangeRate when a cost cannot be valued in the reporting currency
 * @throws InvalidInput for times that are no instants
 */
export const leads = async (
  reader: SqlReader,
  position: Position,
  parameters: LeadParameters,
): Promise<LeadReport> => {
  const database = queryBuilder<LeadTables>(reader);
  const {
    calendar,
    currency,
    via,
    period,
    asOf,
    by = 'source',
    bands = defaultBands,
    top = 10,
  } = parameters;
  const scope = scopeOf(parameters);
  const days = daysOf(calendar.zone);
  const inPeriod = within(period, calendar.zone);
  const lastDay = lastDayOf(parameters);

  const cohort = (await readLeads(database, scope)).filter(({ capturedAt }) =>
    inPeriod(capturedAt),
  );
  const startOf = await readCampaignStarts(database, scope);
  const ofCampaigns = cohort.filter(
    ({ campaignId, capturedAt }) =>
      campaignId !== undefined && days.dateOf(capturedAt) >= (startOf.get(campaignId) ?? ''),
  );
  const spentOn = (date: LocalDate): boolean =>
    date <= lastDay && (period === undefined || (period.start <= date && date < period.end));
  const rates = await database.selectFrom('lead_rate').selectAll().where(scope.known).execute();
  const conversion = conversionAt(rates, via);
  const costs =
    currency === undefined
      ? undefined
      : leadCosts(
          await campaignCosts(database, scope, currency, conversion, spentOn),
          ofCampaigns,
          lineBy(by),
          currency,
        );
  return {
    ...answerOf(position, parameters),
    ...present({ currency, period, bands }),
    by,
    total: countsOf(cohort),
    sources: sourceLines(cohort, ofCampaigns, costs, by),
    ...present({ costWithoutLeads: costs?.withoutLeads }),
    standing: standingOf(cohort),
    ...present({
      temperature: asOf === undefined ? undefined : temperatures(cohort, bands, lastDay),
    }),
    response: responses(cohort),
    handoffs: handoffLines(cohort),
    ...present({ ranking: rankingOf(cohort, top) }),
    ...conversion.used(),
  };
};

/** Which line of the report a lead is in: a text that sorts by source, then by what was said of it. */
type LineOf = (lead: KnownLead) => string;

const lineBy =
  (by: LeadGrouping): LineOf =>
  ({ source, sourceDetail }) =>
    by === 'source' || sourceDetail === undefined ? source : `${source} ${sourceDetail}`;

/** The leads by source, the source with the most first. */
const sourceLines = (
  cohort: readonly KnownLead[],
  ofCampaigns: readonly KnownLead[],
  costs: LeadCosts | undefined,
  by: LeadGrouping,
): readonly LeadSourceLine[] => {
  const lineOf = lineBy(by);
  const named = grouped(ofCampaigns, lineOf);
  return [...grouped(cohort, lineOf)]
    .map(([key, leads]) => {
      const [first] = leads;
      const ofCampaigns = named.get(key)?.length ?? 0;
      const cost = costs?.ofLine(key);
      const line: LeadSourceLine = present({
        source: first?.source ?? '',
        sourceDetail: by === 'source' ? undefined : first?.sourceDetail,
        ...countsOf(leads),
        ofCampaigns,
        cost,
        costPerLead: cost && perPiece(cost.amount, ofCampaigns, cost.currency),
      });
      return { key, line };
    })
    .sort((left, right) => right.line.leads - left.line.leads || (left.key < right.key ? -1 : 1))
    .map(({ line }) => line);
};

/** How long leads waited for somebody to get them, and for somebody to reach them. */
const responses = (cohort: readonly KnownLead[]): LeadReport['response'] => ({
  assignment: responseTimes(
    cohort.map(({ capturedAt, firstAssignedAt }) => ({
      since: capturedAt,
      until: firstAssignedAt,
    })),
  ),
  contactOnceAssigned: responseTimes(
    cohort.flatMap(({ firstAssignedAt, firstContactAt }) =>
      firstAssignedAt === undefined ? [] : [{ since: firstAssignedAt, until: firstContactAt }],
    ),
  ),
  contact: responseTimes(
    cohort.map(({ capturedAt, firstContactAt }) => ({ since: capturedAt, until: firstContactAt })),
  ),
});

/** The first day of every campaign. */
const readCampaignStarts = async (
  database: Kysely<LeadTables>,
  { known }: Scope,
): Promise<ReadonlyMap<string, LocalDate>> =>
  new Map(
    (await database.selectFrom('lead_campaign').selectAll().where(known).execute()).map(
      ({ campaign_id, starts_on }) => [campaign_id, starts_on],
    ),
  );

const readLeads = async (
  database: Kysely<LeadTables>,
  { happened, known }: Scope,
): Promise<readonly KnownLead[]> => {
  const voided = new Set(
    (await database.selectFrom('lead_contact_void').selectAll().where(happened).execute()).map(
      ({ activity_id }) => activity_id,
    ),
  );
  const contacts = await database.selectFrom('lead_contact').selectAll().where(happened).execute();
  return leadsOf(
    {
      captures: await database.selectFrom('lead_captured').selectAll().where(happened).execute(),
      changes: await database.selectFrom('lead_change').selectAll().where(happened).execute(),
      contacts: contacts.filter(({ activity_id }) => !voided.has(activity_id)),
      timeframes: await database.selectFrom('lead_timeframe').selectAll().where(happened).execute(),
      scores: await database.selectFrom('lead_score').selectAll().where(happened).execute(),
    },
    survivorsOf(await database.selectFrom('lead_merge').selectAll().where(known).execute()),
  );
};

/** What every campaign cost on the days that count, at the rate of each cost's day (B7). */
const campaignCosts = async (
  database: Kysely<LeadTables>,
  { known }: Scope,
  currency: CurrencyCode,
  conversion: Conversion,
  counts: (date: LocalDate) => boolean,
): Promise<ReadonlyMap<string, Whole>> => {
  const exchange = conversion.into(currency);
  const costs = new Map<string, Whole>();
  for (const cost of await database.selectFrom('lead_cost').selectAll().where(known).execute()) {
    if (!counts(cost.cost_date)) continue;
    const amount = exchange(cost.amount, cost.currency, cost.cost_date, campaignSource(cost));
    costs.set(cost.campaign_id, add(costs.get(cost.campaign_id) ?? 0, amount));
  }
  return costs;
};

/** How many open leads are hot, warm and cold. A lead that never said when it will buy is cold. */
const temperatures = (
  leads: readonly KnownLead[],
  bands: TemperatureBands,
  on: LocalDate,
): Readonly<Record<Temperature, number>> => {
  const counts = { hot: 0, warm: 0, cold: 0 };
  for (const { status, purchase } of leads)
    if (status === 'open')
      counts[
        purchase === undefined
          ? 'cold'
          : temperatureOf(purchase.timeframe, purchase.statedOn, on, bands)
      ] += 1;
  return counts;
};
