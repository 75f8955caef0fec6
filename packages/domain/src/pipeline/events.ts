import { Id, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { PipelineSteps } from './vocabulary.ts';

const pipelineId = Id;

/** All that can have happened to a pipeline (S74). A change is a new version; deals keep theirs. */
export const PipelineEvent = z.discriminatedUnion('type', [
  message('PipelineDefined', {
    pipelineId,
    version: z.int().min(1),
    name: Text,
    steps: PipelineSteps,
  }),
]);
export type PipelineEvent = z.infer<typeof PipelineEvent>;
