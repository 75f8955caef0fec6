import { DealValue } from '@presales/domain';
import type { Kysely } from 'kysely';
import { byTime } from '../shared/fact.ts';
import { present } from '../shared/present.ts';
import type { Scope } from '../shared/scope.ts';
import { UnreadableRow } from '../shared/unreadable-row.ts';
import type { KnownDeal } from './deal.ts';
import type { UncountedSale, WhyUncounted } from './report.ts';
import { type FunnelTables, funnelTables } from './tables.ts';

/** The events that say whose a quotation is, and what was accepted of it. */
const telling = [
  'QuotationDrafted',
  'QuotationFollowed',
  'QuotationPartiallyAccepted',
  'QuotationAccepted',
  'QuotationAcceptanceRevoked',
];

/**
 * What customers have accepted and no won deal has sold (B26): the quotation is followed as no deal, as
 * one that is lost or still open, or as another customer's.
 *
 * @throws UnreadableRow
 */
export const uncountedSales = async (
  database: Kysely<FunnelTables>,
  { happened }: Scope,
  deals: readonly KnownDeal[],
): Promise<readonly UncountedSale[]> => {
  const rows = await database
    .selectFrom('funnel_document_event')
    .selectAll()
    .where(happened)
    .where('kind', '=', 'quotation')
    .where('type', 'in', telling)
    .execute();
  const sold = new Set(
    deals.flatMap(({ closing }) =>
      closing?.outcome === 'won' ? closing.sales.map(({ quotation_id }) => quotation_id) : [],
    ),
  );
  const dealsById = new Map(deals.map((deal) => [deal.id, deal]));
  const known = new Map<string, Told>();
  for (const row of rows.sort(byTime)) {
    if (sold.has(row.document_id)) continue;
    known.set(row.document_id, after(known.get(row.document_id), row));
  }
  return [...known]
    .flatMap(([quotationId, { partyId, opportunityId, accepted }]): readonly UncountedSale[] =>
      accepted === undefined
        ? []
        : [
            {
              quotationId,
              ...present({ partyId, opportunityId }),
              why: whyUncounted(opportunityId, dealsById),
              ...accepted,
            },
          ],
    )
    .sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
};

const whyUncounted = (
  opportunityId: string | undefined,
  deals: ReadonlyMap<string, KnownDeal>,
): WhyUncounted => {
  if (opportunityId === undefined) return 'no-deal';
  const deal = deals.get(opportunityId);
  if (deal === undefined) return 'deal-missing';
  if (deal.closing === undefined) return 'deal-open';
  return deal.closing.outcome === 'lost' ? 'deal-lost' : 'deal-won-otherwise';
};

/** What is known of a quotation. */
interface Told {
  readonly partyId?: string | undefined;
  readonly opportunityId?: string | undefined;
  readonly accepted?: Pick<UncountedSale, 'value' | 'acceptedAt'> | undefined;
}

const after = (
  before: Told = {},
  { type, data: json, occurred_at: acceptedAt, position }: Row,
): Told => {
  const data: Readonly<Record<string, unknown>> = JSON.parse(json);
  const text = (name: string): string | undefined => {
    const value = data[name];
    return typeof value === 'string' ? value : undefined;
  };
  const valueIn = (stored: unknown): DealValue => {
    const value = DealValue.safeParse(stored);
    if (value.success) return value.data;
    throw new UnreadableRow(funnelTables.documentEvent.name, position, 'data', value.error);
  };
  switch (type) {
    case 'QuotationDrafted':
      return { ...before, partyId: text('partyId'), opportunityId: text('opportunityId') };
    case 'QuotationFollowed':
      return { ...before, opportunityId: text('opportunityId') };
    case 'QuotationAcceptanceRevoked': {
      // What other versions have sold stays accepted, since it was.
      const { left } = data;
      const accepted = before.accepted &&
        isObject(left) && { ...before.accepted, value: valueIn(left['value']) };
      return { ...before, accepted: accepted || undefined };
    }
    default:
      return { ...before, accepted: { value: valueIn(data['value']), acceptedAt } };
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

type Row = Pick<
  FunnelTables['funnel_document_event'],
  'type' | 'data' | 'occurred_at' | 'position'
>;

const orderOf = ({ acceptedAt, quotationId }: UncountedSale): string =>
  `${acceptedAt}\n${quotationId}`;
