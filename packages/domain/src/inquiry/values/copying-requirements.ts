import { z } from 'zod';

/**
 * What has to hold for an item to be copied into a quotation (SAP, copying requirements): the
 * customer is the same, the item was not rejected, the inquiry is still valid, and no other quotation
 * refers to the item already.
 */
export const CopyingRequirement = z.enum(['customer', 'rejected', 'validity', 'second-reference']);
export type CopyingRequirement = z.infer<typeof CopyingRequirement>;

/** What a requirement that is not met leads to: nothing, a note on the reference, or a refusal. */
export const Severity = z.enum(['ignore', 'warning', 'error']);
export type Severity = z.infer<typeof Severity>;

/** How strictly each requirement is taken; where one is not named, the default holds. */
export const CopyingRequirements = z
  .strictObject({
    customer: Severity.optional(),
    rejected: Severity.optional(),
    validity: Severity.optional(),
    'second-reference': Severity.optional(),
  })
  .readonly();
export type CopyingRequirements = z.infer<typeof CopyingRequirements>;

/** By default an item may go into several quotations, and every other requirement is strict. */
export const defaultCopyingRequirements: Readonly<Record<CopyingRequirement, Severity>> = {
  customer: 'error',
  rejected: 'error',
  validity: 'error',
  'second-reference': 'ignore',
};
