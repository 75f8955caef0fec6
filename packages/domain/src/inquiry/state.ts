import type { LocalDate, Of } from '@presales/kernel';
import type { Existing } from '../shared/existing.ts';
import type { InquiryEvent } from './events.ts';
import type { InquiryHeader } from './values/header.ts';
import type { Ask, InquiryItem } from './values/item.ts';

/** What the customer asked for at first. */
export type InquiryReceipt = Of<InquiryEvent, 'InquiryReceived'>['data'];

/** What is known of one item, with the latest answer to each ask and the quantity in each quotation. */
export interface InquiryItemState {
  readonly item: InquiryItem;
  readonly answers: ReadonlyMap<Ask, string>;
  readonly quoted: ReadonlyMap<string, string>;
  /** Why we do not offer it. */
  readonly rejection?: string;
}

/** What is known of an inquiry, wherever it stands. */
export interface InquiryRecord {
  readonly received: InquiryReceipt;
  readonly header: InquiryHeader;
  readonly items: ReadonlyMap<string, InquiryItemState>;
}

/** What an inquiry is; `quoted` once every item is in some quotation or was rejected. */
export type Inquiry =
  | { readonly status: 'absent' }
  | { readonly status: 'open'; readonly record: InquiryRecord }
  | { readonly status: 'quoted'; readonly record: InquiryRecord }
  | { readonly status: 'rejected'; readonly record: InquiryRecord }
  | { readonly status: 'closed'; readonly record: InquiryRecord; readonly reason: string }
  | { readonly status: 'expired'; readonly record: InquiryRecord; readonly validUntil: LocalDate };

/** An inquiry that was received. */
export type ExistingInquiry = Existing<Inquiry>;

/** An inquiry on which work goes on. */
export type LiveInquiry = Extract<Inquiry, { status: 'open' | 'quoted' }>;

/** Whether work on an inquiry goes on. */
export const isLive = (state: Inquiry): state is LiveInquiry =>
  state.status === 'open' || state.status === 'quoted';
