import type { PipelineVersion } from '../../shared/pipeline-version.ts';
import {
  type Answer,
  type Data,
  emit,
  notOpen,
  type OpportunityRefusal,
  refuse,
} from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/**
 * Takes an open deal to another pipeline, or to a newer version of its own (S74). Both steps are
 * recorded; nothing is fabricated about the steps before the one it comes to stand at.
 */
export const changePipeline = (
  { opportunityId, pipeline, step: named }: Data<'ChangePipeline'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { pipeline: present, step: stood } = state.deal;
  const step = named ?? stood;
  if (pipeline.pipelineId === present.pipelineId) {
    const { version } = present;
    if (pipeline.version < version) return refuse({ code: 'opportunity/older-version', version });
    if (pipeline.version === version)
      return step === stood ? emit() : refuse({ code: 'opportunity/same-pipeline', version });
  }
  const fault = faultOf(pipeline);
  if (fault !== undefined) return refuse(fault);
  if (!pipeline.steps.includes(step)) return refuse({ code: 'opportunity/unknown-step', step });
  return emit({
    type: 'OpportunityPipelineChanged',
    data: {
      opportunityId,
      from: { pipelineId: present.pipelineId, version: present.version, step: stood },
      pipeline,
      step,
    },
  });
};

/** What keeps deals out of a pipeline: a step named twice, or terms of a step that it has not. */
export const faultOf = ({ steps, terms = [] }: PipelineVersion): OpportunityRefusal | undefined => {
  const described = terms.map(({ step }) => step);
  const twice = firstTwice(steps) ?? firstTwice(described);
  if (twice !== undefined) return { code: 'opportunity/step-twice', step: twice };
  const unknown = described.find((step) => !steps.includes(step));
  return unknown === undefined ? undefined : { code: 'opportunity/unknown-step', step: unknown };
};

const firstTwice = (steps: readonly string[]): string | undefined =>
  steps.find((step, index) => steps.indexOf(step) !== index);
