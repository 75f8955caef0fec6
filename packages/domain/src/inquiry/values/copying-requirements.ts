import { z } from 'zod';

/**
 * What has to hold where an item is copied into a quotation (SAP, copying requirements): the same
 * customer, an item that was not rejected, a validity that is not over, no reference to the item
 * from another quotation already.
 */
export const CopyingRequirement = z.enum(['customer', 'rejected', 'validity', 'second-reference']);
export type CopyingRequirement = z.infer<typeof CopyingRequirement>;

/** What comes of a requirement that is not met: nothing, a note on the reference, a refusal. */
export const Severity = z.enum(['ignore', 'warning', 'error']);
export type Severity = z.infer<typeof Severity>;

/** How strictly each requirement is taken; the default where one is not named. */
export const CopyingRequirements = z
  .strictObject({
    customer: Severity.optional(),
    rejected: Severity.optional(),
    validity: Severity.optional(),
    'second-reference': Severity.optional(),
  })
  .readonly();
export type CopyingRequirements = z.infer<typeof CopyingRequirements>;

/** An item may go into several quotations; the rest is refused. */
export const defaultCopyingRequirements: Readonly<Record<CopyingRequirement, Severity>> = {
  customer: 'error',
  rejected: 'error',
  validity: 'error',
  'second-reference': 'ignore',
};
