import { decodeEvent, type OpportunityEvent, type PipelineEvent } from '@presales/domain';
import { facts, type Money, type ReadModel, toMinorUnit } from '@presales/kernel';
import { creditFacts } from '../shared/credit.ts';
import { dealAmounts } from '../shared/deal-amounts.ts';
import { factOf } from '../shared/fact.ts';
import { teamFacts } from '../shared/memberships.ts';
import { dealMergeFacts } from '../shared/merges.ts';
import { rateFacts } from '../shared/rates.ts';
import * as table from './tables.ts';

const expected = (value: Money | undefined) => ({
  amount: value === undefined ? null : toMinorUnit(value).amount,
  currency: value?.currency ?? null,
});

const noReason = { reason: null, competitor: null };

const noAmounts = { net: null, margin: null, net_of_unknown_cost: null, currency: null };

/** The facts that a sales funnel is counted from. */
export const funnelModel: ReadModel = {
  name: 'funnel',
  version: 3,
  decode: decodeEvent,
  tables: [
    facts<table.OpenedFact, OpportunityEvent>(table.opened, {
      OpportunityOpened: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        pipeline_id: event.data.pipeline.pipelineId,
        version: event.data.pipeline.version,
        steps: JSON.stringify(event.data.pipeline.steps),
        step: event.data.step,
        owner_id: event.data.ownerId,
        product_id: event.data.productId ?? null,
        ...expected(event.data.expectedValue),
        close_on: event.data.expectedCloseOn ?? null,
      }),
    }),
    facts<table.StepFact, OpportunityEvent>(table.step, {
      OpportunityStepEntered: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        step: event.data.to,
      }),
    }),
    facts<table.PipelineChangeFact, OpportunityEvent>(table.pipelineChange, {
      OpportunityPipelineChanged: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        pipeline_id: event.data.pipeline.pipelineId,
        version: event.data.pipeline.version,
        steps: JSON.stringify(event.data.pipeline.steps),
        step: event.data.step,
      }),
    }),
    facts<table.ForecastFact, OpportunityEvent>(table.forecast, {
      OpportunityProbabilitySet: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        probability: event.data.probability,
        category: null,
      }),
      ForecastCategoryChanged: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        probability: null,
        category: event.data.to,
      }),
      ForecastReset: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        probability: null,
        category: null,
      }),
    }),
    dealMergeFacts('funnel_merge'),
    facts<table.OwnerFact, OpportunityEvent>(table.owner, {
      OpportunityOwnerChanged: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        owner_id: event.data.to,
      }),
    }),
    facts<table.ValueFact, OpportunityEvent>(table.value, {
      OpportunityValueRevised: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        amount: toMinorUnit(event.data.expectedValue).amount,
        currency: event.data.expectedValue.currency,
      }),
    }),
    facts<table.HoldFact, OpportunityEvent>(table.hold, {
      OpportunityHeld: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        held: 1,
      }),
      OpportunityResumed: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        held: 0,
      }),
    }),
    facts<table.CloseDateFact, OpportunityEvent>(table.closeDate, {
      ExpectedCloseDateChanged: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        close_on: event.data.to,
      }),
    }),
    facts<table.CompetitorFact, OpportunityEvent>(table.competitor, {
      CompetitorRecorded: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        competitor: event.data.competitor,
      }),
    }),
    facts<table.OutcomeFact, OpportunityEvent>(table.outcome, {
      OpportunityWon: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        outcome: 'won',
        step: event.data.step,
        ...noReason,
        ...dealAmounts(event.data.value),
      }),
      OpportunityWinAdjusted: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        outcome: 'adjusted',
        step: null,
        ...noReason,
        ...dealAmounts(event.data.value),
      }),
      OpportunityLost: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        outcome: 'lost',
        step: event.data.step,
        reason: event.data.reason,
        competitor: event.data.competitor ?? null,
        ...noAmounts,
      }),
      OpportunityReopened: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        outcome: 'reopened',
        step: event.data.step,
        ...noReason,
        ...noAmounts,
      }),
      OpportunityWinReversed: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        outcome: 'reversed',
        step: null,
        reason: event.data.reason,
        competitor: null,
        ...noAmounts,
      }),
    }),
    facts<table.PipelineStepFact, PipelineEvent>(table.pipelineStep, {
      PipelineDefined: (event) =>
        event.data.steps.map(
          ({ step, name, probability, forecastCategory = 'pipeline', retired }, place) => ({
            ...factOf(event, place),
            pipeline_id: event.data.pipelineId,
            version: event.data.version,
            place,
            step,
            name,
            probability,
            category: forecastCategory,
            retired: retired === true ? 1 : 0,
          }),
        ),
    }),
    creditFacts('funnel_credit'),
    ...teamFacts('funnel_membership', 'funnel_team'),
    rateFacts('funnel_rate'),
  ],
};
