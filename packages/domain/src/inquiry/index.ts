export { InquiryCommand } from './commands.ts';
export { Ask, InquiryChannel, InquiryEvent, InquiryItem } from './events.ts';
export {
  type Inquiry,
  type InquiryItemState,
  type InquiryReceipt,
  type InquiryRefusal,
  inquiry,
} from './inquiry.ts';
