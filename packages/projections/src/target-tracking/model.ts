import { decodeEvent } from '@presales/domain';
import { activityCredits } from '@presales/domain/activity';
import type { TargetEvent, TargetGoal, TargetMetric } from '@presales/domain/target';
import { type ReadModel, toMinorUnit } from '@presales/kernel';
import { linkedContacts } from '../shared/contacts.ts';
import { creditShares, overlayShares } from '../shared/credit.ts';
import { documentEvents, primaryQuotations } from '../shared/document-facts.ts';
import { facts } from '../shared/fact.ts';
import { namedTeams, teamMemberships } from '../shared/memberships.ts';
import { mergedDeals, mergedLeads, mergedParties } from '../shared/merges.ts';
import { publishedRates } from '../shared/rates.ts';
import { openedOpportunities, registeredParties, winOutcomes } from '../shared/win-facts.ts';
import { targetTables as table } from './tables.ts';

const goodsOf = (metric: TargetMetric) => {
  const goods = metric.of === 'sales-value' || metric.of === 'margin' ? metric.goods : undefined;
  return { goods_kind: goods?.kind ?? null, goods_id: goods?.id ?? null };
};

/** What a goal event is about, before any figure. */
const targetOf = ({ holder, metric, period }: TargetEvent['data']) => ({
  holder_kind: holder.kind,
  holder_id: holder.id,
  metric: metric.of,
  activity_kind: metric.of === 'activities' ? (metric.kind ?? null) : null,
  ...goodsOf(metric),
  period_start: period.start,
  period_end: period.end,
});

const figure = (goal: TargetGoal): number =>
  goal.in === 'money' ? toMinorUnit(goal.amount).amount : goal.count;

const figures = (goal: TargetGoal, stretch: TargetGoal | undefined) => ({
  goal: figure(goal),
  stretch: stretch === undefined ? null : figure(stretch),
  currency: goal.in === 'money' ? goal.amount.currency : null,
});

/** The facts that targets are tracked by. */
export const targetTrackingModel: ReadModel = {
  name: 'target-tracking',
  version: 8,
  decode: decodeEvent,
  tables: [
    facts(table.goal, {
      TargetSet: ({ data }) => ({
        ...targetOf(data),
        ...figures(data.goal, data.stretch),
        effective_from: null,
      }),
      TargetRevised: ({ data }) => ({
        ...targetOf(data),
        ...figures(data.to, data.stretch),
        effective_from: data.effectiveFrom ?? null,
      }),
      TargetWithdrawn: ({ data }) => ({
        ...targetOf(data),
        goal: null,
        stretch: null,
        currency: null,
        effective_from: null,
      }),
    }),
    facts(table.activity, {
      ActivityCompleted: ({ data }) =>
        activityCredits(data).map(({ salespersonId, share }) => ({
          activity_id: data.activityId,
          performer_id: salespersonId,
          share,
          kind: data.kind,
          outcome: data.outcome,
        })),
    }),
    facts(table.activityVoid, {
      ActivityVoided: ({ data }) => ({ activity_id: data.activityId }),
    }),
    facts(table.assignment, {
      LeadAssigned: ({ data }) => ({
        lead_id: data.leadId,
        salesperson_id: data.salespersonId,
      }),
    }),
    mergedLeads(table.leadMerge),
    openedOpportunities(table.opened),
    winOutcomes(table.outcome),
    facts(table.dealProduct, {
      OpportunityOpened: ({ data: { opportunityId, productId } }) =>
        productId === undefined
          ? undefined
          : { opportunity_id: opportunityId, product_id: productId },
    }),
    facts(table.productGroup, {
      ProductListed: ({ data: { productId, group } }) =>
        group === undefined ? undefined : { product_id: productId, group_id: group },
      ProductGroupChanged: ({ data }) => ({ product_id: data.productId, group_id: data.to }),
    }),
    documentEvents(table.documentEvent),
    primaryQuotations(table.primary),
    registeredParties(table.party),
    linkedContacts(table.contact),
    mergedParties(table.partyMerge),
    mergedDeals(table.dealMerge),
    creditShares(table.credit),
    overlayShares(table.overlay),
    teamMemberships(table.membership),
    namedTeams(table.team),
    publishedRates(table.rate),
  ],
};
