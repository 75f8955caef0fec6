import type { PipelineVersion } from '../../shared/pipeline-version.ts';
import type { Pipeline } from '../state.ts';

/**
 * The latest version of a pipeline as a deal takes it along: the steps it can enter, and what they
 * say of it. Undefined for a pipeline that was never defined.
 */
export const currentVersion = (state: Pipeline): PipelineVersion | undefined => {
  if (state.status === 'absent') return undefined;
  const { pipelineId, version } = state;
  const open = state.steps.filter(({ retired }) => retired === undefined);
  return {
    pipelineId,
    version,
    steps: open.map(({ step }) => step),
    terms: open.map(({ step, probability, forecastCategory, maxDays }) => ({
      step,
      probability,
      ...(forecastCategory === undefined ? {} : { forecastCategory }),
      ...(maxDays === undefined ? {} : { maxDays }),
    })),
  };
};
