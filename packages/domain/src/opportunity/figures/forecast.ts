import type { ForecastCategory } from '../../shared/forecast-category.ts';
import type { StepTerms } from '../../shared/pipeline-version.ts';
import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Deal, Opportunity } from '../state.ts';

/** How a deal counts in a forecast. */
export interface Forecast {
  /** In whole percent; absent when neither the step nor anybody says. */
  readonly probability: number | undefined;
  readonly category: ForecastCategory | 'closed';
}

/**
 * How a deal counts in a forecast: as somebody said by hand, else as its step says. What is won
 * counts as closed, for certain; what is lost is left out. Undefined for a deal that counts nowhere:
 * one that was never opened, or was merged into another.
 */
export const forecastOf = (state: Opportunity): Forecast | undefined => {
  switch (state.status) {
    case 'absent':
    case 'merged':
      return undefined;
    case 'open':
      return {
        probability: state.deal.byHand.probability ?? termsOf(state.deal)?.probability,
        category: categoryOf(state.deal),
      };
    case 'won':
      return { probability: 100, category: 'closed' };
    case 'lost':
    case 'won-reversed':
      return { probability: 0, category: 'omitted' };
  }
};

const categoryOf = (deal: Deal): ForecastCategory =>
  deal.byHand.category ?? termsOf(deal)?.forecastCategory ?? 'pipeline';

/** What the step that a deal stands at says of it; undefined when its pipeline does not tell. */
const termsOf = ({ pipeline, step }: Deal): StepTerms | undefined =>
  pipeline.terms?.find((terms) => terms.step === step);

/** Sets the chance of winning by hand, in place of the step's. */
export const setProbability = (
  { opportunityId, probability }: Data<'SetProbability'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (state.deal.byHand.probability === probability) return emit();
  return emit({ type: 'OpportunityProbabilitySet', data: { opportunityId, probability } });
};

/** Sets the forecast category by hand, in place of the step's. */
export const setCategory = (
  { opportunityId, category: to }: Data<'SetForecastCategory'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (state.deal.byHand.category === to) return emit();
  const from = categoryOf(state.deal);
  return emit({ type: 'ForecastCategoryChanged', data: { opportunityId, from, to } });
};

/** Lets probability and category follow the step again. */
export const resetForecast = (
  { opportunityId }: Data<'ResetForecast'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { probability, category } = state.deal.byHand;
  if (probability === undefined && category === undefined) return emit();
  return emit({ type: 'ForecastReset', data: { opportunityId } });
};

/** Says anew when the deal is expected to close. */
export const setCloseDate = (
  { opportunityId, closeOn: to }: Data<'SetExpectedCloseDate'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { expectedCloseOn: from } = state.deal;
  if (from === to) return emit();
  return emit({
    type: 'ExpectedCloseDateChanged',
    data: { opportunityId, ...(from === undefined ? {} : { from }), to },
  });
};
