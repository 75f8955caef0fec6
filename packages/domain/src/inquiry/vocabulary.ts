import { z } from 'zod';

/** How an inquiry reached us. */
export const InquiryChannel = z.enum(['phone', 'e-mail', 'web', 'visit', 'letter', 'chat', 'shop']);
export type InquiryChannel = z.infer<typeof InquiryChannel>;
