import { Id, Percentage } from '@presales/kernel';
import { z } from 'zod';

/** Basis points of a tax: up to ten times the price, as some excises are more than it. */
const taxBasisPoints = z
  .number()
  .min(0)
  .max(100_000)
  .refine((number) => /^\d+(?:\.\d{1,5})?$/.test(String(number)), {
    error: 'expected basis points with at most five decimal places',
  });

/** A tax on a line. */
export const LineTax = z
  .strictObject({
    /**
     * As a number in basis points (`1900`, `887.5`), as text in percent (`"8.875"`): both are exact,
     * and 850 is the same rate as `"8.5"` or `"8.50"`.
     */
    rate: z.union([taxBasisPoints, Percentage]),
    /** Whether the price includes it. */
    included: z.boolean(),
    /** What it is called where it is shown (`GST`), or its category (`S` of UNCL 5305). */
    code: Id.optional(),
    /** It is on the net and on all taxes that the line names before it; by default on the net. */
    compound: z.literal(true).optional(),
  })
  .readonly();
export type LineTax = z.infer<typeof LineTax>;

/** The tax on a line, or its taxes in the order in which they follow from each other. */
export const LineTaxes = z.union([LineTax, z.array(LineTax).min(1).max(5).readonly()]);
export type LineTaxes = z.infer<typeof LineTaxes>;
