import { Id, Instant, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { PipelineSteps } from './vocabulary.ts';

const pipelineId = Id;

const at = Instant;

/** What can be asked of a pipeline. */
export const PipelineCommand = z.discriminatedUnion('type', [
  /** The first definition is version 1, every change the next one. */
  message('DefinePipeline', { pipelineId, name: Text, steps: PipelineSteps, at }),
  /** The next version is as the latest, but no deal enters this step any more. */
  message('RetirePipelineStep', { pipelineId, step: Id, at }),
]);
export type PipelineCommand = z.infer<typeof PipelineCommand>;
