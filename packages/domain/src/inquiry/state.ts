import type { LocalDate, Of } from '@presales/kernel';
import type { InquiryEvent } from './events.ts';
import type { InquiryHeader } from './values/header.ts';
import type { Ask, InquiryItem } from './values/item.ts';

/** What the customer asked at first. */
export type InquiryReceipt = Of<InquiryEvent, 'InquiryReceived'>['data'];

/** What is known of one item: the latest answer to each ask, the quantity in each quotation. */
export interface InquiryItemState {
  readonly item: InquiryItem;
  readonly answers: ReadonlyMap<Ask, string>;
  readonly quoted: ReadonlyMap<string, string>;
  /** Why we do not offer it. */
  readonly rejection?: string;
}

/** What is kept of an inquiry, wherever it stands. */
export interface InquiryBook {
  readonly received: InquiryReceipt;
  readonly header: InquiryHeader;
  readonly items: ReadonlyMap<string, InquiryItemState>;
}

/** What an inquiry is; `quoted` once every item is in some quotation or was rejected. */
export type Inquiry =
  | { readonly status: 'absent' }
  | (InquiryBook & { readonly status: 'open' })
  | (InquiryBook & { readonly status: 'quoted' })
  | (InquiryBook & { readonly status: 'rejected' })
  | (InquiryBook & { readonly status: 'closed'; readonly reason: string })
  | (InquiryBook & { readonly status: 'expired'; readonly validUntil: LocalDate });

/** An inquiry that is still worked on. */
export type LiveInquiry = Extract<Inquiry, { status: 'open' | 'quoted' }>;

/** Whether an inquiry is still worked on. */
export const isLive = (state: Inquiry): state is LiveInquiry =>
  state.status === 'open' || state.status === 'quoted';
