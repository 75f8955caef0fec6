import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { faultOf } from '../rules/pipeline-fault.ts';
import type { Opportunity } from '../state.ts';

/**
 * Takes an open deal to another pipeline, or to a newer version of its own (S74). Both steps are
 * recorded; the steps before the new one are not recorded as visited.
 */
export const changePipeline = (
  { opportunityId, pipeline, step: named }: Data<'ChangePipeline'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { pipeline: present, step: stood } = state.record;
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
