import type { ForecastCategory } from '../../shared/forecast-category.ts';
import type { StepTerms } from '../../shared/pipeline-version.ts';
import type { Opportunity, OpportunityRecord } from '../state.ts';

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
        probability: state.record.byHand.probability ?? termsOf(state.record)?.probability,
        category: categoryOf(state.record),
      };
    case 'won':
      return { probability: 100, category: 'closed' };
    case 'lost':
    case 'won-reversed':
      return { probability: 0, category: 'omitted' };
  }
};

/** The forecast category of an open deal: as set by hand, else as its step says. */
export const categoryOf = (record: OpportunityRecord): ForecastCategory =>
  record.byHand.category ?? termsOf(record)?.forecastCategory ?? 'pipeline';

/** What the step that a deal stands at says of it; undefined when its pipeline does not tell. */
const termsOf = ({ pipeline, step }: OpportunityRecord): StepTerms | undefined =>
  pipeline.terms?.find((terms) => terms.step === step);
