import type { FactOrder } from '@presales/kernel';
import type { PipelineCommand } from '../commands.ts';
import type { PipelineEvent } from '../events.ts';

/**
 * What happens to a pipeline after what (B21): every version follows the one before.
 */
export const factOrder: FactOrder<PipelineCommand, PipelineEvent> = {
  settles: {
    PipelineDefined: ['version'],
  },
  follows: {
    DefinePipeline: [],
    RetirePipelineStep: ['version'],
  },
};
