import { withDated } from '../shared/dated.ts';
import type { OpportunityEvent } from './events.ts';
import type { Deal, Opportunity, OpportunityOpening } from './state.ts';

/** The state after one more event. Outcomes change the status, everything else the deal. */
export const evolve = (state: Opportunity, event: OpportunityEvent): Opportunity => {
  if (event.type === 'OpportunityOpened')
    return { status: 'open', deal: dealOf(event.data), held: undefined };
  if (state.status === 'absent') return state;
  const { deal } = state;
  switch (event.type) {
    case 'OpportunityHeld': {
      const { reason, until } = event.data;
      return { status: 'open', deal, held: { reason, until } };
    }
    case 'OpportunityResumed':
      return { status: 'open', deal, held: undefined };
    case 'OpportunityWon': {
      const { partyId, value, quotationId, shopOrderId } = event.data;
      return { status: 'won', deal: { ...deal, partyId }, value, quotationId, shopOrderId };
    }
    case 'OpportunityWinAdjusted':
      return state.status === 'won' ? { ...state, value: event.data.value } : state;
    case 'OpportunityLost': {
      const { reason, competitor, note, engagementId } = event.data;
      return { status: 'lost', deal, reason, competitor, note, engagementId };
    }
    case 'OpportunityReopened':
      return { status: 'open', deal: entering(deal, event.data.step), held: undefined };
    case 'OpportunityWinReversed': {
      const { reason, note } = event.data;
      return { status: 'won-reversed', deal, reason, note };
    }
    case 'OpportunityMergedInto':
      return { status: 'merged', deal, survivorId: event.data.survivorId };
    default:
      return { ...state, deal: after(deal, event) };
  }
};

/** What changes a deal and leaves its status as it is. */
type Revision = Exclude<
  OpportunityEvent,
  {
    readonly type:
      | 'OpportunityOpened'
      | 'OpportunityHeld'
      | 'OpportunityResumed'
      | 'OpportunityWon'
      | 'OpportunityWinAdjusted'
      | 'OpportunityLost'
      | 'OpportunityReopened'
      | 'OpportunityWinReversed'
      | 'OpportunityMergedInto';
  }
>;

const after = (deal: Deal, event: Revision): Deal => {
  switch (event.type) {
    case 'OpportunityStepEntered':
      return entering(deal, event.data.to);
    case 'OpportunityPipelineChanged': {
      const { from, pipeline, step } = event.data;
      // Steps of another pipeline are other steps, though their ids may be alike.
      const entered = pipeline.pipelineId === from.pipelineId ? deal.entered : [];
      return entering({ ...deal, pipeline, entered }, step);
    }
    case 'OpportunityValueRevised': {
      const { expectedValue: value, margin, netOfUnknownCost, quotationId } = event.data;
      return { ...deal, expected: { value, margin, netOfUnknownCost, quotationId } };
    }
    case 'OpportunityProbabilitySet':
      return { ...deal, byHand: { ...deal.byHand, probability: event.data.probability } };
    case 'ForecastCategoryChanged':
      return { ...deal, byHand: { ...deal.byHand, category: event.data.to } };
    case 'ForecastReset':
      return { ...deal, byHand: nothingByHand };
    case 'ExpectedCloseDateChanged': {
      const { from, to } = event.data;
      // What is first set slips as little as what comes nearer.
      const slips = (from ?? to) < to ? deal.slips + 1 : deal.slips;
      return { ...deal, expectedCloseOn: to, slips };
    }
    case 'QuotationLinked':
      return { ...deal, quotations: [...deal.quotations, event.data.quotationId] };
    case 'QuotationUnlinked': {
      const { quotationId } = event.data;
      return {
        ...deal,
        quotations: deal.quotations.filter((linked) => linked !== quotationId),
        primary: deal.primary === quotationId ? undefined : deal.primary,
      };
    }
    case 'PrimaryQuotationSelected':
      return { ...deal, primary: event.data.quotationId };
    case 'SalesCreditAllocated': {
      const { credit: shares, effectiveFrom } = event.data;
      return { ...deal, credit: withDated(deal.credit, { effectiveFrom, shares }) };
    }
    case 'OverlayCreditAllocated': {
      const { shares, effectiveFrom } = event.data;
      return { ...deal, overlay: withDated(deal.overlay, { effectiveFrom, shares }) };
    }
    case 'OpportunityOwnerChanged':
      return { ...deal, ownerId: event.data.to };
    case 'CompetitorRecorded':
      return { ...deal, competitors: [...deal.competitors, event.data.competitor] };
    case 'OpportunityAbsorbed':
      return { ...deal, absorbed: [...deal.absorbed, event.data.mergedId] };
  }
};

const nothingByHand: Deal['byHand'] = { probability: undefined, category: undefined };

const dealOf = (opened: OpportunityOpening): Deal => ({
  opened,
  partyId: opened.partyId,
  ownerId: opened.ownerId,
  pipeline: opened.pipeline,
  step: opened.step,
  entered: [opened.step],
  expected: opened.expectedValue && {
    value: opened.expectedValue,
    margin: undefined,
    netOfUnknownCost: undefined,
    quotationId: undefined,
  },
  expectedCloseOn: opened.expectedCloseOn,
  slips: 0,
  byHand: nothingByHand,
  quotations: [],
  primary: undefined,
  credit: [],
  overlay: [],
  competitors: [],
  absorbed: [],
});

const entering = (deal: Deal, step: string): Deal => ({
  ...deal,
  step,
  entered: deal.entered.includes(step) ? deal.entered : [...deal.entered, step],
});
