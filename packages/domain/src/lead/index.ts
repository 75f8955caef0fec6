export { LeadCommand } from './commands.ts';
export { DisqualificationReason, LeadEvent, LeadSource } from './events.ts';
export {
  type Lead,
  type LeadAssignment,
  type LeadCapture,
  type LeadQualification,
  type LeadRefusal,
  lead,
} from './lead.ts';
