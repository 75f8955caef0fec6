export { InquiryCommand } from './commands.ts';
export {
  CopyingRequirement,
  CopyingRequirements,
  defaultCopyingRequirements,
  Severity,
} from './copying-requirements.ts';
export { type DocumentFlowEntry, documentFlow } from './document-flow.ts';
export { InquiryChannel, InquiryEvent } from './events.ts';
export { InquiryHeader } from './header.ts';
export { incompletionLog, type MissingField } from './incompletion-log.ts';
export {
  FollowOnStep,
  IncompletionProcedure,
  InquiryHeaderField,
  InquiryItemField,
} from './incompletion-procedure.ts';
export {
  type Inquiry,
  type InquiryBook,
  type InquiryItemState,
  type InquiryReceipt,
  inquiry,
} from './inquiry.ts';
export { Ask, InquiryItem, inquiryLimits } from './item.ts';
export type { InquiryRefusal } from './refusals.ts';
export { type InquiryStage, inquiryStage } from './stage.ts';
