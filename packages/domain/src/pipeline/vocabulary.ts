import { Id, Percent, Text } from '@presales/kernel';
import { z } from 'zod';
import { ForecastCategory } from '../shared/forecast-category.ts';
import { MaxDays } from '../shared/pipeline-version.ts';

/** One step that an open deal can stand at, with the chance of winning from there. */
export const PipelineStep = z
  .strictObject({
    step: Id,
    name: Text,
    probability: Percent,
    /** How a deal that stands there counts in a forecast; by default `pipeline`. */
    forecastCategory: ForecastCategory.optional(),
    /** How many days a deal may stand there before somebody should look. */
    maxDays: MaxDays.optional(),
    /** Kept for the deals of earlier versions: no deal of this one enters it. */
    retired: z.literal(true).optional(),
  })
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
  .refine((steps) => steps.some(({ retired }) => retired === undefined), {
    error: 'expected a step that is not retired',
  })
  .readonly();
export type PipelineSteps = z.infer<typeof PipelineSteps>;
