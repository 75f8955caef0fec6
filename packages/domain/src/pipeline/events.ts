import { Id, message, Percent, Text } from '@presales/kernel';
import { z } from 'zod';

const pipelineId = Id;

/** One step that an open deal can stand at, with the chance of winning from there. */
export const PipelineStep = z
  .strictObject({ step: Id, name: Text, probability: Percent })
  .readonly();
export type PipelineStep = z.infer<typeof PipelineStep>;

/** The open steps of a pipeline in order, each once. Won and lost are outcomes, not steps. */
export const PipelineSteps = z
  .array(PipelineStep)
  .min(1)
  .max(50)
  .refine((steps) => new Set(steps.map(({ step }) => step)).size === steps.length, {
    error: 'expected every step once',
  })
  .readonly();
export type PipelineSteps = z.infer<typeof PipelineSteps>;

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
