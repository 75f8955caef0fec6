import { z } from 'zod';

/**
 * On what ground a person may be written to or called, the most permissive last: none at all, the
 * interest of whoever writes, a customer's who bought something similar, a person's own yes, and
 * that yes confirmed.
 */
export const ConsentBasis = z.enum([
  'none',
  'legitimate-interest',
  'existing-customer',
  'opt-in',
  'double-opt-in',
]);
export type ConsentBasis = z.infer<typeof ConsentBasis>;

/** Whose permission holds once two records become one. */
export const ConsentChoice = z.enum(['most-restrictive', 'survivor', 'merged']);
export type ConsentChoice = z.infer<typeof ConsentChoice>;

/** The basis that holds after a merge. A side that says nothing restricts nothing. */
export const mergedBasis = (
  choice: ConsentChoice,
  survivor: ConsentBasis | undefined,
  merged: ConsentBasis | undefined,
): ConsentBasis | undefined => {
  switch (choice) {
    case 'survivor':
      return survivor;
    case 'merged':
      return merged;
    case 'most-restrictive':
      return ConsentBasis.options.find((basis) => basis === survivor || basis === merged);
  }
};
