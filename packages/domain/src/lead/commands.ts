import { Id, Instant, message, Note, Text } from '@presales/kernel';
import { z } from 'zod';
import { DisqualificationReason, LeadSource } from './events.ts';

const leadId = Id;
const at = Instant;

/** What can be asked of a lead. */
export const LeadCommand = z.discriminatedUnion('type', [
  message('CaptureLead', {
    leadId,
    partyId: Id,
    source: LeadSource,
    sourceDetail: Text.optional(),
    campaignId: Id.optional(),
    referrerId: Id.optional(),
    at,
  }),
  /** Assigning a lead that somebody else has reassigns it, and needs a reason. */
  message('AssignLead', {
    leadId,
    salespersonId: Id,
    teamId: Id.optional(),
    reason: Text.optional(),
    at,
  }),
  message('QualifyLeadForMarketing', { leadId, at }),
  message('QualifyLeadForSales', { leadId, at }),
  message('DisqualifyLead', {
    leadId,
    reason: DisqualificationReason,
    note: Note.optional(),
    at,
  }),
  message('ConvertLead', { leadId, opportunityId: Id, at }),
]);
export type LeadCommand = z.infer<typeof LeadCommand>;
