export { InquiryCommand } from './commands.ts';
export { InquiryEvent } from './events.ts';
export { type DocumentFlowEntry, documentFlow } from './figures/document-flow.ts';
export { incompletionLog, type MissingField } from './figures/incompletion-log.ts';
export { type InquiryStage, inquiryStage } from './figures/stage.ts';
export { inquiry } from './inquiry.ts';
export type { InquiryRefusal } from './refusals.ts';
export type {
  ExistingInquiry,
  Inquiry,
  InquiryItemState,
  InquiryReceipt,
  InquiryRecord,
} from './state.ts';
export {
  CopyingRequirement,
  CopyingRequirements,
  defaultCopyingRequirements,
  Severity,
} from './values/copying-requirements.ts';
export { InquiryHeader } from './values/header.ts';
export {
  FollowOnStep,
  IncompletionProcedure,
  InquiryHeaderField,
  InquiryItemField,
} from './values/incompletion-procedure.ts';
export { Ask, InquiryItem, inquiryLimits } from './values/item.ts';
export { InquiryChannel } from './vocabulary.ts';
