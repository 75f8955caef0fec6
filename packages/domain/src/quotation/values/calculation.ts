import { z } from 'zod';

/** How the amounts of a document are counted. */
export const Calculation = z
  .strictObject({
    /**
     * `per-rate`: what is taxed at one rate is added first, and its tax is rounded once (EN 16931,
     * BR-CO-17). `per-line`: the tax of every line is rounded, then added.
     */
    tax: z.enum(['per-rate', 'per-line']),
    /** Where a half goes: to the even minor unit, or away from zero (commercial rounding). */
    rounding: z.enum(['half-even', 'half-up']),
  })
  .readonly();
export type Calculation = z.infer<typeof Calculation>;
