import type { InquiryEvent } from '../events.ts';
import type { Inquiry } from '../state.ts';

/**
 * The event that completes an open inquiry, if it is complete after whatever was last done to it. By
 * SAP's completion rule A any quantity in any quotation completes an item, and so does its rejection.
 */
export const completion = (inquiryId: string, state: Inquiry): InquiryEvent | undefined => {
  if (state.status !== 'open') return undefined;
  const items = [...state.record.items.values()];
  if (!items.every(({ quoted, rejection }) => quoted.size > 0 || rejection !== undefined))
    return undefined;
  return items.some(({ quoted }) => quoted.size > 0)
    ? { type: 'InquiryQuoted', data: { inquiryId } }
    : { type: 'InquiryRejected', data: { inquiryId } };
};
