import type { LeadFact } from '../values/fact.ts';
import type { BayesModel, OutcomeFrequency } from '../values/score-model.ts';

/** What became of one lead, and what was known of it. */
export interface LeadOutcome {
  readonly won: boolean;
  readonly facts: readonly LeadFact[];
}

/** What a model is trained on. */
export interface BayesTraining {
  readonly model: string;
  readonly version: number;
  /** Of closed leads and deals only. One that is reopened is left out of the next training. */
  readonly outcomes: readonly LeadOutcome[];
  /** Facts whose values do not exclude each other, such as the steps that were reached. */
  readonly milestones?: readonly string[];
  /** How often a value of a fact must have been seen to count; once by default. */
  readonly leastOutcomes?: ReadonlyMap<string, number>;
}

/** A model trained on outcomes. It learns from facts that put a lead in a category, not from counts. */
export const trainBayes = ({
  model,
  version,
  outcomes,
  milestones = [],
  leastOutcomes = new Map(),
}: BayesTraining): BayesModel => {
  const seen = new Map<string, OutcomeFrequency>();
  for (const { won, facts } of outcomes)
    for (const { fact, value } of facts) {
      if (typeof value === 'number') continue;
      const key = JSON.stringify([fact, value]);
      const before = seen.get(key) ?? { fact, value, won: 0, lost: 0 };
      seen.set(key, {
        ...before,
        won: before.won + (won ? 1 : 0),
        lost: before.lost + (won ? 0 : 1),
      });
    }
  const won = outcomes.filter((outcome) => outcome.won).length;
  return {
    kind: 'bayes',
    model,
    version,
    won,
    lost: outcomes.length - won,
    milestones,
    frequencies: [...seen.values()].filter(
      ({ fact, won, lost }) => won + lost >= (leastOutcomes.get(fact) ?? 1),
    ),
  };
};
