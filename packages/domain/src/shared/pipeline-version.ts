import { Id, Percent } from '@presales/kernel';
import { z } from 'zod';
import { ForecastCategory } from './forecast-category.ts';

/** How many days a deal may stand at a step before somebody should look: ten years at most. */
export const MaxDays = z.int().min(1).max(3_650);

/** What a step says of the deals that stand at it. */
export const StepTerms = z
  .strictObject({
    step: Id,
    /** The chance of winning from there. */
    probability: Percent,
    /** By default `pipeline`. */
    forecastCategory: ForecastCategory.optional(),
    maxDays: MaxDays.optional(),
  })
  .readonly();
export type StepTerms = z.infer<typeof StepTerms>;

/**
 * The version of a pipeline that a deal runs in, its steps in order. It is copied into the deal, which
 * keeps it whatever becomes of the pipeline, until it is moved to another one.
 */
export const PipelineVersion = z
  .strictObject({
    pipelineId: Id,
    version: z.int().min(1),
    /** The steps that a deal can enter; retired steps are not among them. */
    steps: z.array(Id).min(1).max(50).readonly(),
    /**
     * What the steps say of a deal that stands there. Nothing is known of a step that is missing
     * here.
     */
    terms: z.array(StepTerms).max(50).readonly().optional(),
  })
  .readonly();
export type PipelineVersion = z.infer<typeof PipelineVersion>;
