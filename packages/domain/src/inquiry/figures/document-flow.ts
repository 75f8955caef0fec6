import type { Decimal } from '@presales/kernel';
import type { InquiryRecord } from '../state.ts';

/** A quotation that followed from an inquiry, and how much of which items it took. */
export interface DocumentFlowEntry {
  readonly quotationId: string;
  readonly items: readonly { readonly itemId: string; readonly quantity: Decimal }[];
}

/**
 * The document flow of an inquiry (SAP VA13): its quotations with what each took. Items stand in the
 * order of the inquiry, quotations in the order in which those items first name them.
 */
export const documentFlow = ({
  items,
}: Pick<InquiryRecord, 'items'>): readonly DocumentFlowEntry[] => {
  const flow = new Map<string, { itemId: string; quantity: Decimal }[]>();
  for (const [itemId, { quoted }] of items)
    for (const [quotationId, quantity] of quoted)
      flow.set(quotationId, [...(flow.get(quotationId) ?? []), { itemId, quantity }]);
  return [...flow].map(([quotationId, items]) => ({ quotationId, items }));
};
