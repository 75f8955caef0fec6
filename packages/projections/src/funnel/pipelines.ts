import type { KnownDeal } from './deal.ts';
import type { PipelineStepFact } from './tables.ts';

/** A step that a funnel shows. */
export interface ShownStep {
  readonly pipelineId: string;
  readonly step: string;
  readonly name: string;
}

/** What the versions of the pipelines say. */
export interface Pipelines {
  /** A retired step only where open deals stand at it. */
  readonly steps: readonly ShownStep[];
  /** Every step of any version. */
  readonly known: ReadonlySet<string>;
  /** In percent, by hand or by the step; absent for a version that was never defined. */
  readonly probabilityOf: (deal: Standing) => number | undefined;
  /** How many days a deal may stand at its step; absent where the step sets no bound. */
  readonly maxDaysOf: (deal: Standing) => number | undefined;
  /** By hand or by the step; `pipeline` where nobody said. */
  readonly categoryOf: (deal: Standing) => string;
}

/** Where a deal stands, and what was said about it by hand. */
type Standing = Pick<KnownDeal, 'pipelineId' | 'version' | 'step' | 'probability' | 'category'>;

type VersionedSteps = Pick<KnownDeal, 'pipelineId' | 'version' | 'steps' | 'step' | 'closing'>;

/**
 * The steps of all pipelines, each in the order of its latest version, followed by the steps that
 * only older versions have. A step that the latest version has retired is left out, unless open deals
 * stand at it.
 */
export const pipelinesOf = (
  definitions: readonly PipelineStepFact[],
  deals: Iterable<VersionedSteps>,
): Pipelines => {
  const versions = new Map<string, Map<number, readonly string[]>>();
  const stepsOf = (pipelineId: string) => {
    const known = versions.get(pipelineId) ?? new Map<number, readonly string[]>();
    versions.set(pipelineId, known);
    return known;
  };
  const names = new Map<string, string>();
  const defined = new Map<
    string,
    Pick<PipelineStepFact, 'probability' | 'category' | 'max_days'>
  >();
  const inOrder = [...definitions].sort(
    (left, right) => left.version - right.version || left.place - right.place,
  );
  const retiredIn = new Map<string, number>();
  for (const {
    pipeline_id,
    version,
    step,
    name,
    probability,
    category,
    max_days,
    retired,
  } of inOrder) {
    const known = stepsOf(pipeline_id);
    known.set(version, [...(known.get(version) ?? []), step]);
    names.set(keyOf(pipeline_id, step), name);
    retiredIn.set(keyOf(pipeline_id, step), retired);
    defined.set(keyOf(pipeline_id, version, step), { probability, category, max_days });
  }
  const standing = new Set<string>();
  for (const { pipelineId, version, steps, step, closing } of deals) {
    const known = stepsOf(pipelineId);
    if (!known.has(version)) known.set(version, steps);
    if (closing === undefined) standing.add(keyOf(pipelineId, step));
  }
  const shown = (pipelineId: string, step: string): boolean => {
    const key = keyOf(pipelineId, step);
    return retiredIn.get(key) !== 1 || standing.has(key);
  };
  return {
    steps: [...versions].sort(byId).flatMap(([pipelineId, known]) => {
      const latestFirst = [...known].sort(([left], [right]) => right - left);
      const steps = [...new Set(latestFirst.flatMap(([, ofVersion]) => ofVersion))];
      return steps
        .filter((step) => shown(pipelineId, step))
        .map((step) => ({
          pipelineId,
          step,
          name: names.get(keyOf(pipelineId, step)) ?? step,
        }));
    }),
    known: new Set([...versions.values()].flatMap((known) => [...known.values()].flat())),
    probabilityOf: ({ pipelineId, version, step, probability }) =>
      probability ?? defined.get(keyOf(pipelineId, version, step))?.probability,
    maxDaysOf: ({ pipelineId, version, step }) =>
      defined.get(keyOf(pipelineId, version, step))?.max_days ?? undefined,
    categoryOf: ({ pipelineId, version, step, category }) =>
      category ?? defined.get(keyOf(pipelineId, version, step))?.category ?? 'pipeline',
  };
};

const keyOf = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);

const byId = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  left < right ? -1 : 1;
