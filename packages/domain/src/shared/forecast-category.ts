import { z } from 'zod';

/**
 * How a forecast counts an open deal. What is won counts as `closed`, which nobody sets: it follows
 * from the outcome. `omitted` is left out of every forecast.
 */
export const ForecastCategory = z.enum(['pipeline', 'best-case', 'commit', 'omitted']);
export type ForecastCategory = z.infer<typeof ForecastCategory>;
