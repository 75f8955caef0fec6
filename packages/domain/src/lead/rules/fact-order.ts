import type { FactOrder } from '@presales/kernel';
import type { LeadCommand } from '../commands.ts';
import type { LeadEvent } from '../events.ts';

const absorption = { aspect: 'absorption', by: ['mergedId'] } as const;

/**
 * What happens to a lead after what (B21). A lead is converted or dropped as it stands: with whoever has it, and
 * as far as it was qualified. Touches and signs of interest may be entered late, those from before the capture too.
 */
export const factOrder: FactOrder<LeadCommand, LeadEvent> = {
  settles: {
    LeadCaptured: ['capture', 'course'],
    LeadLinkedToCustomer: ['customer'],
    LeadInterestRecorded: [],
    LeadTouched: [],
    PurchaseTimeframeStated: ['purchase'],
    LeadScored: ['score'],
    LeadAssigned: ['assignment'],
    LeadReassigned: ['assignment'],
    LeadUnassigned: ['assignment'],
    LeadHandoffAccepted: ['assignment'],
    LeadHandoffRejected: ['assignment', 'qualification'],
    LeadFirstResponded: ['first response'],
    LeadNurturingStarted: ['nurturing'],
    LeadMarketingQualified: ['qualification'],
    LeadSalesQualified: ['qualification', 'nurturing'],
    LeadDisqualified: ['course'],
    LeadReopened: ['course'],
    LeadParked: ['course'],
    LeadResumed: ['course'],
    LeadRecycled: ['course', 'qualification', 'assignment', 'nurturing'],
    LeadMergedInto: ['course'],
    LeadAbsorbed: ['customer', 'purchase', absorption],
    LeadUnmerged: ['course'],
    LeadReleased: ['customer', 'purchase', absorption],
    LeadConverted: ['course'],
  },
  follows: {
    CaptureLead: [],
    LinkLeadToCustomer: ['course'],
    RecordLeadInterest: [],
    RecordLeadTouch: [],
    StatePurchaseTimeframe: ['capture'],
    ScoreLead: ['capture'],
    AssignLead: ['course'],
    UnassignLead: ['course', 'qualification'],
    AcceptLeadHandoff: ['course'],
    RejectLeadHandoff: ['course'],
    RecordLeadFirstResponse: ['course'],
    NurtureLead: ['course', 'qualification'],
    QualifyLeadForMarketing: ['course'],
    QualifyLeadForSales: ['course', 'assignment'],
    DisqualifyLead: ['course', 'assignment', 'qualification'],
    ReopenLead: ['course'],
    ParkLead: ['course'],
    ResumeLead: ['course'],
    RecycleLead: ['course'],
    MergeLead: ['course', 'assignment', 'qualification'],
    AbsorbLead: ['course'],
    ReleaseLead: ['course'],
    UnmergeLead: ['course'],
    ConvertLead: ['course', 'assignment', 'qualification', 'customer'],
  },
};
