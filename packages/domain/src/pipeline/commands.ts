import { Id, Instant, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { PipelineSteps } from './events.ts';

/** What can be asked of a pipeline. */
export const PipelineCommand = z.discriminatedUnion('type', [
  /** The first definition is version 1, every change the next one. */
  message('DefinePipeline', { pipelineId: Id, name: Text, steps: PipelineSteps, at: Instant }),
]);
export type PipelineCommand = z.infer<typeof PipelineCommand>;
