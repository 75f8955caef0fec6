import { z } from 'zod';

/** The fields of an inquiry's header that may be missing. */
export const InquiryHeaderField = z.enum([
  'validUntil',
  'zone',
  'ownerId',
  'contactId',
  'reference',
  'leadId',
  'opportunityId',
]);
export type InquiryHeaderField = z.infer<typeof InquiryHeaderField>;

/** The fields of an inquiry's item that may be missing. */
export const InquiryItemField = z.enum(['productId', 'quantity', 'unit', 'requestedOn']);
export type InquiryItemField = z.infer<typeof InquiryItemField>;

/** A step that may follow an inquiry, and that missing fields may block. */
export const FollowOnStep = z.enum(['answering', 'quoting']);
export type FollowOnStep = z.infer<typeof FollowOnStep>;

const blocks = z.array(FollowOnStep).max(2).readonly();

/**
 * A setting (SAP, incompletion procedure): which fields are to be filled in, and which steps each of
 * them blocks while it is missing. An incomplete inquiry can always be saved.
 */
export const IncompletionProcedure = z
  .strictObject({
    header: z
      .array(z.strictObject({ field: InquiryHeaderField, blocks }).readonly())
      .max(7)
      .readonly(),
    item: z
      .array(z.strictObject({ field: InquiryItemField, blocks }).readonly())
      .max(4)
      .readonly(),
  })
  .readonly();
export type IncompletionProcedure = z.infer<typeof IncompletionProcedure>;
