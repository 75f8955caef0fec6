import { stageColumn, stagesOf } from './deal-outcomes.ts';
import type { Draft } from './draft.ts';
import { foldedHeader } from './folded-header.ts';
import type { Meaning } from './meaning.ts';
import { stageOrders } from './stage-orders.ts';
import { listed, quoted } from './yaml-text.ts';

/** The steps of a pipeline in order, and the chance of winning from each where the file says it. */
export interface Steps {
  readonly steps: readonly string[];
  readonly probability?: (step: string) => number;
}

/** Steps of a pipeline, at most. */
const most = 50;

/** The steps that a file's stages are. What is guessed of their order goes into the draft. */
export const stepsOf = (draft: Draft, meaning: Meaning): Steps => {
  const stages = stagesOf(meaning);
  const name = stageColumn(meaning);
  if (stages.length > most)
    draft.check(
      `${quoted(name ?? '')} has ${stages.length} different stages, more than a pipeline can have; deals have one step.`,
    );
  if (name === undefined || stages.length === 0 || stages.length > most) return { steps: ['open'] };
  const chances = chancesOf(meaning, name);
  const known = stageOrders
    .map((order) => order.map(foldedHeader))
    .find(
      (order) => stages.length > 1 && stages.every((stage) => order.includes(foldedHeader(stage))),
    );
  const rank = (stage: string): number => known?.indexOf(foldedHeader(stage)) ?? 0;
  if (known !== undefined)
    return steps(
      [...stages].sort((one, other) => rank(one) - rank(other)),
      chances,
    );
  const chance = (stage: string): number => chances?.get(stage) ?? 0;
  const ordered =
    chances !== undefined && stages.every((stage) => chances.has(stage))
      ? [...stages].sort((one, other) => chance(one) - chance(other))
      : stages.every((stage) => /^\d/.test(stage))
        ? [...stages].sort((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10))
        : stages;
  if (stages.length > 1)
    draft.check(
      ordered === stages
        ? `the order of the steps is that in which they come in the file: ${listed(ordered)}. Put them into that in which deals pass them.`
        : `is this the order in which deals pass the steps? ${listed(ordered)}.`,
    );
  return steps(ordered, chances);
};

const steps = (
  ordered: readonly string[],
  chances: ReadonlyMap<string, number> | undefined,
): Steps =>
  chances !== undefined && ordered.every((step) => chances.has(step))
    ? { steps: ordered, probability: (step) => chances.get(step) ?? 0 }
    : { steps: ordered };

/** The mean probability of the deals at each stage, in whole percents. */
const chancesOf = (meaning: Meaning, stage: string): ReadonlyMap<string, number> | undefined => {
  const name = meaning.column('probability');
  if (name === undefined) return undefined;
  const chances = meaning
    .cells(name)
    .map((cell) => Number(cell.replace(/\s*%$/, '').replace(',', '.') || Number.NaN));
  const ofOne = chances.every((chance) => Number.isNaN(chance) || chance <= 1);
  const sums = new Map<string, { sum: number; count: number }>();
  for (const [row, at] of meaning.cells(stage).entries()) {
    const chance = (chances[row] ?? Number.NaN) * (ofOne ? 100 : 1);
    if (!(chance >= 0 && chance <= 100)) continue;
    const { sum, count } = sums.get(at) ?? { sum: 0, count: 0 };
    sums.set(at, { sum: sum + chance, count: count + 1 });
  }
  return new Map([...sums].map(([at, { sum, count }]) => [at, Math.round(sum / count)]));
};
