import { decodeEvent } from '@presales/domain';
import type { EngagementRequest } from '@presales/domain/engagement';
import type { ReadModel } from '@presales/kernel';
import { facts } from '../shared/fact.ts';
import { mergedDeals, mergedLeads } from '../shared/merges.ts';
import {
  type EngagementOutcome,
  type SubjectKind,
  subjectKey,
  engagementTables as table,
} from './tables.ts';

const came = (
  { engagementId }: { readonly engagementId: string },
  what: EngagementOutcome,
  late = false,
) => ({ engagement_id: engagementId, what, late: late ? 1 : 0 });

const ended = (
  { opportunityId }: { readonly opportunityId: string },
  outcome: 'won' | 'lost' | 'open',
) => ({ opportunity_id: opportunityId, outcome });

const subjectOf = ({ opportunityId, leadId, inquiryId = '' }: EngagementRequest): string => {
  if (opportunityId !== undefined) return subjectKey('deal', opportunityId);
  return leadId === undefined ? subjectKey('inquiry', inquiryId) : subjectKey('lead', leadId);
};

const led = (kind: SubjectKind, id: string, toKind: SubjectKind, toId: string) => ({
  subject: subjectKey(kind, id),
  led_to: subjectKey(toKind, toId),
});

const isSubject = (kind: string): kind is 'lead' | 'inquiry' | 'quotation' =>
  kind === 'lead' || kind === 'inquiry' || kind === 'quotation';

/** The facts that presales work is measured by (S41 to S49). */
export const engagementsModel: ReadModel = {
  name: 'engagements',
  version: 2,
  decode: decodeEvent,
  tables: [
    facts(table.request, {
      EngagementRequested: ({ data }) => ({
        engagement_id: data.engagementId,
        subject: subjectOf(data),
        kind: data.kind,
      }),
    }),
    facts(table.outcome, {
      DemoHeld: ({ data }) => came(data, 'demo-held'),
      DemoFailed: ({ data }) => came(data, 'demo-failed'),
      RfpSubmitted: ({ data }) => came(data, 'rfp-submitted', data.late),
      RfpDeclined: ({ data }) => came(data, 'rfp-declined'),
      PocConcluded: ({ data }) => came(data, `poc-${data.result}`),
    }),
    facts(table.time, {
      EngagementTimeRecorded: ({ data }) => ({
        engagement_id: data.engagementId,
        entry_id: data.entryId,
        minutes: data.minutes,
      }),
      EngagementTimeCorrected: ({ data }) => ({
        engagement_id: data.engagementId,
        entry_id: data.entryId,
        minutes: data.to,
      }),
    }),
    facts(table.deal, {
      OpportunityWon: ({ data }) => ended(data, 'won'),
      OpportunityLost: ({ data }) => ended(data, 'lost'),
      OpportunityReopened: ({ data }) => ended(data, 'open'),
      OpportunityWinReversed: ({ data }) => ended(data, 'lost'),
    }),
    facts(table.link, {
      LeadConverted: ({ data }) => led('lead', data.leadId, 'deal', data.opportunityId),
      InquiryItemQuoted: ({ data }) =>
        led('inquiry', data.inquiryId, 'quotation', data.quotationId),
      QuotationDrafted: ({ data: { quotationId, inquiryId, opportunityId } }) => [
        inquiryId === undefined ? undefined : led('inquiry', inquiryId, 'quotation', quotationId),
        opportunityId === undefined
          ? undefined
          : led('quotation', quotationId, 'deal', opportunityId),
      ],
      QuotationFollowed: ({ data }) =>
        led('quotation', data.quotationId, 'deal', data.opportunityId),
      QuotationLinked: ({ data }) => led('quotation', data.quotationId, 'deal', data.opportunityId),
      OpportunityOpened: ({ data: { opportunityId, origin } }) =>
        origin.id !== undefined && isSubject(origin.kind)
          ? led(origin.kind, origin.id, 'deal', opportunityId)
          : undefined,
    }),
    mergedDeals(table.dealMerge),
    mergedLeads(table.leadMerge),
  ],
};
