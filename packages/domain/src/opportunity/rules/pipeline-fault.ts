import { firstTwice } from '../../shared/first-twice.ts';
import type { PipelineVersion } from '../../shared/pipeline-version.ts';
import type { OpportunityRefusal } from '../refusals.ts';

/** What keeps deals out of a pipeline: a step that is named twice, or terms of a step that it does not have. */
export const faultOf = ({ steps, terms = [] }: PipelineVersion): OpportunityRefusal | undefined => {
  const described = terms.map(({ step }) => step);
  const twice = firstTwice(steps) ?? firstTwice(described);
  if (twice !== undefined) return { code: 'opportunity/step-twice', step: twice };
  const unknown = described.find((step) => !steps.includes(step));
  return unknown === undefined ? undefined : { code: 'opportunity/unknown-step', step: unknown };
};
