import type { LeadFact } from '../values/fact.ts';
import type {
  BayesModel,
  PointsModel,
  ScoreFactor,
  ScoreModel,
  ScoreRule,
  ScoreUnit,
} from '../values/score-model.ts';

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
 * Where one fact has several values, all of them hold; of several counts the largest. Undefined for a
 * model that has seen no won lead or no lost one: it cannot tell them apart [Odoo].
 */
export const scoreLead = (model: ScoreModel, facts: readonly LeadFact[]): Score | undefined =>
  model.kind === 'points' ? pointsOf(model, facts) : probabilityOf(model, facts);

const pointsOf = ({ rules }: PointsModel, facts: readonly LeadFact[]): Score => {
  const factors = rules
    .map((rule) => ({ factor: rule.factor, points: pointsFor(rule, facts) }))
    .filter(({ points }) => points !== 0);
  const score = factors.reduce((total, { points }) => total + points, 0);
  return { unit: 'points', score, factors };
};

const pointsFor = (rule: ScoreRule, facts: readonly LeadFact[]): number => {
  const values = facts.filter(({ fact }) => fact === rule.fact).map(({ value }) => value);
  if (rule.kind === 'is') return values.includes(rule.value) ? rule.points : 0;
  const counts = values.filter((value) => typeof value === 'number');
  return rule.points * Math.min(Math.max(0, ...counts), rule.atMost);
};

/**
 * Naive Bayes over how often leads with each value were won and lost. A tenth is added to every
 * count, so that a value never seen among the won does not rule a lead out; a value never seen at
 * all says nothing. Nothing is certain: a probability is at least 0.01 % and at most 99.99 %.
 */
const probabilityOf = (model: BayesModel, facts: readonly LeadFact[]): Score | undefined => {
  const { won, lost, frequencies } = model;
  if (won === 0 || lost === 0) return undefined;
  const totalOf = totalsOf(model);
  const weights = frequencies
    .filter(({ fact, value }) => facts.some((told) => told.fact === fact && told.value === value))
    .map(({ fact, value, won, lost }) => {
      const total = totalOf(fact);
      const [ofWon, ofLost] = [(won + smoothing) / total.won, (lost + smoothing) / total.lost];
      return { factor: `${fact}: ${value}`, weight: Math.log(ofWon / ofLost) };
    });
  const prior = Math.log((won + smoothing) / (lost + smoothing));
  const logOdds = weights.reduce((total, { weight }) => total + weight, prior);
  const probability = Math.round(10_000 / (1 + Math.exp(-logOdds)));
  return {
    unit: 'probability',
    score: Math.min(9_999, Math.max(1, probability)),
    factors: [{ factor: 'won and lost', weight: prior }, ...weights]
      .map(({ factor, weight }) => ({ factor, points: Math.round(weight * 1_000) }))
      .filter(({ points }) => points !== 0),
  };
};

/** What is added to every count. */
const smoothing = 0.1;

/** The smoothed counts that a fact's values are shares of. */
const totalsOf = ({ won, lost, milestones, frequencies }: BayesModel) => {
  const all = { won: won + smoothing, lost: lost + smoothing };
  return (fact: string): typeof all => {
    if (milestones.includes(fact)) return all;
    const values = frequencies.filter((one) => one.fact === fact);
    return {
      won: values.reduce((total, one) => total + one.won + smoothing, 0),
      lost: values.reduce((total, one) => total + one.lost + smoothing, 0),
    };
  };
};
