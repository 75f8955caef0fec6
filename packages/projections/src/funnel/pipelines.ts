import type { Deal } from './deal.ts';
import type { PipelineStepFact } from './tables.ts';

/** A step that a funnel shows. */
export interface ShownStep {
  readonly pipelineId: string;
  readonly step: string;
  readonly name: string;
}

/** What the versions of the pipelines say. */
export interface Pipelines {
  readonly steps: readonly ShownStep[];
  /** In percent, by hand or by the step; absent for a version that was never defined. */
  readonly probabilityOf: (deal: Standing) => number | undefined;
  /** By hand or by the step; `pipeline` where nobody said. */
  readonly categoryOf: (deal: Standing) => string;
}

/** Where a deal stands, and what was said about it by hand. */
type Standing = Pick<Deal, 'pipelineId' | 'version' | 'step' | 'probability' | 'category'>;

type VersionedSteps = Pick<Deal, 'pipelineId' | 'version' | 'steps'>;

/**
 * The steps of all pipelines, each in the order of its latest version; steps that only older
 * versions have come after them, where deals of those versions still stand.
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
  const defined = new Map<string, Pick<PipelineStepFact, 'probability' | 'category'>>();
  const inOrder = [...definitions].sort(
    (left, right) => left.version - right.version || left.place - right.place,
  );
  for (const { pipeline_id, version, step, name, probability, category } of inOrder) {
    const known = stepsOf(pipeline_id);
    known.set(version, [...(known.get(version) ?? []), step]);
    names.set(keyOf(pipeline_id, step), name);
    defined.set(keyOf(pipeline_id, version, step), { probability, category });
  }
  for (const { pipelineId, version, steps } of deals) {
    const known = stepsOf(pipelineId);
    if (!known.has(version)) known.set(version, steps);
  }
  return {
    steps: [...versions].sort(byId).flatMap(([pipelineId, known]) => {
      const latestFirst = [...known].sort(([left], [right]) => right - left);
      const steps = [...new Set(latestFirst.flatMap(([, ofVersion]) => ofVersion))];
      return steps.map((step) => ({
        pipelineId,
        step,
        name: names.get(keyOf(pipelineId, step)) ?? step,
      }));
    }),
    probabilityOf: ({ pipelineId, version, step, probability }) =>
      probability ?? defined.get(keyOf(pipelineId, version, step))?.probability,
    categoryOf: ({ pipelineId, version, step, category }) =>
      category ?? defined.get(keyOf(pipelineId, version, step))?.category ?? 'pipeline',
  };
};

const keyOf = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);

const byId = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  left < right ? -1 : 1;
