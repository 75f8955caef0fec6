import { decodeEvent } from '@presales/domain';
import type { ReleaseReason } from '@presales/domain/opportunity';
import { type Money, minus, type ReadModel, toMinorUnit, zero } from '@presales/kernel';
import { creditShares } from '../shared/credit.ts';
import { dealAmounts, noAmounts, wholeAmounts } from '../shared/deal-amounts.ts';
import { documentEvents, primaryQuotations } from '../shared/document-facts.ts';
import { facts } from '../shared/fact.ts';
import { namedTeams, teamMemberships } from '../shared/memberships.ts';
import { mergedDeals } from '../shared/merges.ts';
import { publishedRates } from '../shared/rates.ts';
import { saleNames } from '../shared/sales.ts';
import { funnelTables as table } from './tables.ts';

const expected = (value: Money | undefined) => ({
  amount: value === undefined ? null : toMinorUnit(value).amount,
  currency: value?.currency ?? null,
});

/** How a quotation comes to its end, of all reasons for which a deal follows it no more. */
const ends: ReadonlySet<ReleaseReason> = new Set(['declined', 'expired', 'withdrawn']);

const noReason = { reason: null, competitor: null };

/** The facts that a sales funnel is counted from. */
export const funnelModel: ReadModel = {
  name: 'funnel',
  version: 8,
  decode: decodeEvent,
  tables: [
    facts(table.opened, {
      OpportunityOpened: ({ data }) => ({
        opportunity_id: data.opportunityId,
        pipeline_id: data.pipeline.pipelineId,
        version: data.pipeline.version,
        steps: JSON.stringify(data.pipeline.steps),
        step: data.step,
        owner_id: data.ownerId,
        product_id: data.productId ?? null,
        ...expected(data.expectedValue),
        close_on: data.expectedCloseOn ?? null,
      }),
    }),
    facts(table.step, {
      OpportunityStepEntered: ({ data }) => ({
        opportunity_id: data.opportunityId,
        step: data.to,
      }),
    }),
    facts(table.pipelineChange, {
      OpportunityPipelineChanged: ({ data }) => ({
        opportunity_id: data.opportunityId,
        pipeline_id: data.pipeline.pipelineId,
        version: data.pipeline.version,
        steps: JSON.stringify(data.pipeline.steps),
        step: data.step,
      }),
    }),
    facts(table.forecast, {
      OpportunityProbabilitySet: ({ data }) => ({
        opportunity_id: data.opportunityId,
        probability: data.probability,
        category: null,
      }),
      ForecastCategoryChanged: ({ data }) => ({
        opportunity_id: data.opportunityId,
        probability: null,
        category: data.to,
      }),
      ForecastReset: ({ data }) => ({
        opportunity_id: data.opportunityId,
        probability: null,
        category: null,
      }),
    }),
    mergedDeals(table.merge),
    facts(table.owner, {
      OpportunityOwnerChanged: ({ data }) => ({
        opportunity_id: data.opportunityId,
        owner_id: data.to,
      }),
    }),
    facts(table.value, {
      OpportunityValueRevised: ({ data }) =>
        [data.expectedValue, ...(data.others ?? []).map(({ net }) => net)].map((amount) => ({
          opportunity_id: data.opportunityId,
          ...expected(amount),
          over: null,
        })),
      PrimaryQuotationReleased: ({ data }) => ({
        opportunity_id: data.opportunityId,
        ...expected(data.expectedValue),
        over: ends.has(data.reason) ? data.reason : null,
      }),
    }),
    facts(table.hold, {
      OpportunityHeld: ({ data }) => ({
        opportunity_id: data.opportunityId,
        held: 1,
      }),
      OpportunityResumed: ({ data }) => ({
        opportunity_id: data.opportunityId,
        held: 0,
      }),
    }),
    facts(table.closeDate, {
      ExpectedCloseDateChanged: ({ data }) => ({
        opportunity_id: data.opportunityId,
        close_on: data.to,
      }),
    }),
    facts(table.competitor, {
      CompetitorRecorded: ({ data }) => ({
        opportunity_id: data.opportunityId,
        competitor: data.competitor,
      }),
    }),
    facts(table.outcome, {
      OpportunityWon: ({ data }) => ({
        opportunity_id: data.opportunityId,
        outcome: 'won',
        won_at: null,
        step: data.step,
        ...noReason,
        ...saleNames(data),
        ...wholeAmounts(data.value),
      }),
      OpportunityWinExtended: ({ data }) => ({
        opportunity_id: data.opportunityId,
        outcome: 'extended',
        won_at: null,
        step: null,
        ...noReason,
        ...saleNames(data),
        ...dealAmounts(data.added),
      }),
      OpportunityWinAdjusted: ({ data }) => ({
        opportunity_id: data.opportunityId,
        outcome: 'adjusted',
        won_at: null,
        step: null,
        ...noReason,
        ...saleNames(data.sale ?? {}),
        ...wholeAmounts(data.sale?.value ?? data.value),
      }),
      SalesCreditCorrected: ({ data }) => ({
        opportunity_id: data.opportunityId,
        outcome: 'corrected',
        won_at: null,
        step: null,
        ...noReason,
        ...saleNames({}),
        ...noAmounts,
      }),
      OpportunityWinDateCorrected: ({ data }) => ({
        opportunity_id: data.opportunityId,
        outcome: 'redated',
        won_at: data.wonAt,
        step: null,
        ...noReason,
        ...saleNames({}),
        ...noAmounts,
      }),
      OpportunityLost: ({ data }) => ({
        opportunity_id: data.opportunityId,
        outcome: 'lost',
        won_at: null,
        step: data.step,
        reason: data.reason,
        competitor: data.competitor ?? null,
        ...saleNames({}),
        ...noAmounts,
      }),
      OpportunityReopened: ({ data }) => ({
        opportunity_id: data.opportunityId,
        outcome: 'reopened',
        won_at: null,
        step: data.step,
        ...noReason,
        ...saleNames({}),
        ...noAmounts,
      }),
      OpportunityWinReversed: ({ data }) => ({
        opportunity_id: data.opportunityId,
        outcome: 'reversed',
        won_at: null,
        step: null,
        reason: data.reason,
        competitor: null,
        ...saleNames({}),
        ...noAmounts,
      }),
    }),
    facts(table.pipelineStep, {
      PipelineDefined: ({ data }) =>
        data.steps.map(
          (
            { step, name, probability, forecastCategory = 'pipeline', maxDays, retired },
            place,
          ) => ({
            pipeline_id: data.pipelineId,
            version: data.version,
            place,
            step,
            name,
            probability,
            category: forecastCategory,
            max_days: maxDays ?? null,
            retired: retired === true ? 1 : 0,
          }),
        ),
    }),
    facts(table.orderMoney, {
      ShopOrderReceived: ({ data }) => inOrder(data, { deal: data.opportunityId }),
      ShopOrderLinked: ({ data }) => inOrder(data, { deal: data.opportunityId }),
      ShopOrderPaid: ({ data }) => inOrder(data, { amount: data.amount }),
      // A payment that comes after the cancellation.
      ShopOrderPaymentSetAside: ({ data }) =>
        data.reason === 'cancelled' ? inOrder(data, { amount: data.amount }) : undefined,
      ShopOrderRefunded: ({ data }) =>
        inOrder(data, {
          amount: minus(zero(data.amount.currency), data.amount),
        }),
      ShopOrderCancelled: ({ data }) => inOrder(data, { cancels: 1 }),
    }),
    creditShares(table.credit),
    documentEvents(table.documentEvent),
    primaryQuotations(table.primary),
    teamMemberships(table.membership),
    namedTeams(table.team),
    publishedRates(table.rate),
  ],
};

/** What happened to an order of its deal, of its end and of its money. */
const inOrder = (
  { shopOrderId }: { readonly shopOrderId: string },
  {
    deal,
    cancels = 0,
    amount,
  }: {
    readonly deal?: string | undefined;
    readonly cancels?: 0 | 1;
    readonly amount?: Money;
  },
) => ({
  shop_order_id: shopOrderId,
  opportunity_id: deal ?? null,
  cancels,
  amount: amount === undefined ? 0 : toMinorUnit(amount).amount,
});
