import { Id, Text } from '@presales/kernel';
import { z } from 'zod';

/** One reason for a score, and what it added or took away. */
export const ScoreFactor = z.strictObject({ factor: Text, points: z.int() }).readonly();
export type ScoreFactor = z.infer<typeof ScoreFactor>;

/** What a score counts: points, or a probability of winning in hundredths of a percent. */
export const ScoreUnit = z.enum(['points', 'probability']);
export type ScoreUnit = z.infer<typeof ScoreUnit>;

const points = z.int().min(-10_000).max(10_000);
const version = z.int().min(1);
const count = z.int().min(0).max(1_000_000_000);

/** Points for a fact that has a given value, or for each unit of a counted fact up to a limit. */
export const ScoreRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('is'), factor: Text, fact: Id, value: Id, points }).readonly(),
  z
    .strictObject({
      kind: z.literal('each'),
      factor: Text,
      fact: Id,
      points,
      atMost: z.int().min(1).max(1_000),
    })
    .readonly(),
]);
export type ScoreRule = z.infer<typeof ScoreRule>;

/** Rules that people wrote: the score is the sum of their points. */
export const PointsModel = z
  .strictObject({
    kind: z.literal('points'),
    model: Id,
    version,
    rules: z.array(ScoreRule).max(200).readonly(),
  })
  .readonly();
export type PointsModel = z.infer<typeof PointsModel>;

/** How many leads with one value of one fact were won, and how many were lost. */
export const OutcomeFrequency = z
  .strictObject({ fact: Id, value: Id, won: count, lost: count })
  .readonly();
export type OutcomeFrequency = z.infer<typeof OutcomeFrequency>;

/** What past outcomes teach: the score is a probability of winning. `trainBayes` makes one. */
export const BayesModel = z
  .strictObject({
    kind: z.literal('bayes'),
    model: Id,
    version,
    won: count,
    lost: count,
    /**
     * Facts that any outcome may have, such as the steps it reached: each is a share of all outcomes.
     * The values of any other fact exclude each other, and are shares of the outcomes that have it.
     */
    milestones: z.array(Id).max(100).readonly(),
    frequencies: z.array(OutcomeFrequency).max(2_000).readonly(),
  })
  .readonly();
export type BayesModel = z.infer<typeof BayesModel>;

/** How to score a lead, as data with a name and a version: an old score stays explainable. */
export const ScoreModel = z.discriminatedUnion('kind', [PointsModel, BayesModel]);
export type ScoreModel = z.infer<typeof ScoreModel>;
