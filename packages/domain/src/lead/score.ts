import type { ScoreFactor, ScoreUnit } from './events.ts';
import type { LeadFact } from './facts.ts';
import type {
  BayesModel,
  OutcomeFrequency,
  PointsModel,
  ScoreModel,
  ScoreRule,
} from './score-model.ts';

/** A score and the reasons for it. */
export interface Score {
  readonly unit: ScoreUnit;
  /** Points, or a probability in hundredths of a percent. */
  readonly score: number;
  /**
   * What moved the score. Under points they total the score; under a probability they are the
   * thousandths by which each fact moves the natural logarithm of the odds.
   */
  readonly factors: readonly ScoreFactor[];
}

/**
 * The score that a model gives for what is known of a lead (S34). The same facts and the same model
 * give the same score whenever they are asked, so a history can be scored again by another model.
 * Of a fact that is told twice the later counts. Undefined for a model that has seen no won lead or
 * no lost one: it cannot tell them apart (as in Odoo's predictive scoring).
 */
export const scoreLead = (model: ScoreModel, facts: Iterable<LeadFact>): Score | undefined => {
  const known = new Map<string, string | number>();
  for (const { fact, value } of facts) known.set(fact, value);
  return model.kind === 'points' ? pointsOf(model, known) : probabilityOf(model, known);
};

type Known = ReadonlyMap<string, string | number>;

const pointsOf = ({ rules }: PointsModel, known: Known): Score => {
  const factors = rules
    .map((rule) => ({ factor: rule.factor, points: pointsFor(rule, known.get(rule.fact)) }))
    .filter(({ points }) => points !== 0);
  const score = factors.reduce((total, { points }) => total + points, 0);
  return { unit: 'points', score, factors };
};

const pointsFor = (rule: ScoreRule, value: string | number | undefined): number => {
  if (rule.kind === 'is') return value === rule.value ? rule.points : 0;
  return typeof value === 'number' ? rule.points * Math.min(value, rule.atMost) : 0;
};

/**
 * Naive Bayes over how often leads with each value were won and lost. A tenth is added to every
 * count, so that a value never seen among the won does not rule a lead out; a value never seen at
 * all says nothing.
 */
const probabilityOf = ({ won, lost, frequencies }: BayesModel, known: Known): Score | undefined => {
  if (won === 0 || lost === 0) return undefined;
  const totals = totalsOf(frequencies);
  let logOdds = Math.log(won / lost);
  const factors: ScoreFactor[] = [];
  for (const { fact, value, won, lost } of frequencies) {
    const total = totals.get(fact);
    if (total === undefined || known.get(fact) !== value) continue;
    const weight = Math.log((won + smoothing) / total.won / ((lost + smoothing) / total.lost));
    logOdds += weight;
    const points = Math.round(weight * 1_000);
    if (points !== 0) factors.push({ factor: `${fact}: ${value}`, points });
  }
  const probability = 1 / (1 + Math.exp(-logOdds));
  return { unit: 'probability', score: Math.round(probability * 10_000), factors };
};

/** What is added to every count. */
const smoothing = 0.1;

/** Per fact, the smoothed counts of all its values together. */
const totalsOf = (
  frequencies: readonly OutcomeFrequency[],
): ReadonlyMap<string, { readonly won: number; readonly lost: number }> => {
  const totals = new Map<string, { readonly won: number; readonly lost: number }>();
  for (const { fact, won, lost } of frequencies) {
    const before = totals.get(fact) ?? { won: 0, lost: 0 };
    totals.set(fact, {
      won: before.won + won + smoothing,
      lost: before.lost + lost + smoothing,
    });
  }
  return totals;
};
