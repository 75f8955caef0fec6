import { type Aggregate, aggregate, type LocalDate, type Of } from '@presales/kernel';
import type { ConsentBasis } from '../shared/consent.ts';
import { LeadCommand } from './commands.ts';
import { absorb, merge } from './decide/absorb.ts';
import {
  acceptHandoff,
  assign,
  recordFirstResponse,
  rejectHandoff,
  unassign,
} from './decide/assign.ts';
import { capture, linkToCustomer } from './decide/capture.ts';
import { convert, disqualify, reopen } from './decide/convert.ts';
import { park, recycle, resume } from './decide/park.ts';
import { nurture, qualifyForMarketing, qualifyForSales } from './decide/qualify-for-sales.ts';
import { recordInterest, recordTouch, scoreIt, stateTimeframe } from './decide/record-interest.ts';
import { LeadEvent, type LeadWorker, type StatedPurchase } from './events.ts';
import { evolve } from './evolve.ts';
import type { Answer, LeadRefusal } from './refusals.ts';
import type { DisqualificationReason, ParkingReason } from './vocabulary.ts';

/**
 * How far a lead is qualified: a suspect at first (S27), then marketing's clear interest (S31), then
 * sales' immediate one (S32). How near its purchase is, is another axis.
 */
export type LeadQualification = 'suspect' | 'marketing' | 'sales';

/** Who works a lead, and whether they took it over. */
export interface LeadAssignment {
  readonly salespersonId: string;
  readonly teamId?: string | undefined;
  readonly handoff: 'offered' | 'accepted';
}

/** Who the lead is and where it came from. */
export type LeadCapture = Of<LeadEvent, 'LeadCaptured'>['data'];

/** One sign of interest (S23). */
export type LeadInterest = Omit<Of<LeadEvent, 'LeadInterestRecorded'>['data'], 'leadId'>;

/** One time that a campaign reached the lead. */
export type LeadTouch = Omit<Of<LeadEvent, 'LeadTouched'>['data'], 'leadId'>;

/** One score with the model and version that gave it, and why (S34). */
export type LeadScore = Omit<Of<LeadEvent, 'LeadScored'>['data'], 'leadId'>;

/** What is known of a lead from its capture on, whatever becomes of it. */
export interface LeadRecord {
  readonly captured: LeadCapture;
  /** The customer that the lead already is (S17). */
  readonly customerId?: string | undefined;
  readonly consentBasis?: ConsentBasis | undefined;
  readonly qualification: LeadQualification;
  readonly assignment?: LeadAssignment | undefined;
  readonly nurturing?: { readonly programme?: string | undefined } | undefined;
  readonly purchase?: StatedPurchase;
  readonly score?: LeadScore;
  /** The activity in which a person first answered. */
  readonly firstResponse?: string;
  readonly interests: ReadonlyMap<string, LeadInterest>;
  readonly touches: ReadonlyMap<string, LeadTouch>;
  /** The duplicates that were merged into it, and those merged into them. */
  readonly absorbed: readonly string[];
  /** Who worked those duplicates: credit that a merge must not lose. */
  readonly contributors: readonly LeadWorker[];
  /** How often it set out at the funnel's start. */
  readonly cycle: number;
}

/** Until when and why a lead is set aside. */
export interface LeadParking {
  readonly until: LocalDate;
  readonly reason: ParkingReason;
  readonly note?: string | undefined;
}

/** What a lead is. */
export type Lead =
  | { readonly status: 'absent' }
  | { readonly status: 'open'; readonly record: LeadRecord }
  | { readonly status: 'parked'; readonly record: LeadRecord; readonly parking: LeadParking }
  | {
      readonly status: 'disqualified';
      readonly record: LeadRecord;
      readonly reason: DisqualificationReason;
      readonly note: string | undefined;
    }
  | { readonly status: 'converted'; readonly record: LeadRecord; readonly opportunityId: string }
  | { readonly status: 'merged'; readonly record: LeadRecord; readonly survivorId: string };

const decide = (command: LeadCommand, state: Lead): Answer => {
  switch (command.type) {
    case 'CaptureLead':
      return capture(command.data, state);
    case 'LinkLeadToCustomer':
      return linkToCustomer(command.data, state);
    case 'RecordLeadInterest':
      return recordInterest(command.data, state);
    case 'RecordLeadTouch':
      return recordTouch(command.data, state);
    case 'StatePurchaseTimeframe':
      return stateTimeframe(command.data, state);
    case 'ScoreLead':
      return scoreIt(command.data, state);
    case 'AssignLead':
      return assign(command.data, state);
    case 'UnassignLead':
      return unassign(command.data, state);
    case 'AcceptLeadHandoff':
      return acceptHandoff(command.data, state);
    case 'RejectLeadHandoff':
      return rejectHandoff(command.data, state);
    case 'RecordLeadFirstResponse':
      return recordFirstResponse(command.data, state);
    case 'NurtureLead':
      return nurture(command.data, state);
    case 'QualifyLeadForMarketing':
      return qualifyForMarketing(command.data, state);
    case 'QualifyLeadForSales':
      return qualifyForSales(command.data, state);
    case 'DisqualifyLead':
      return disqualify(command.data, state);
    case 'ReopenLead':
      return reopen(command.data, state);
    case 'ParkLead':
      return park(command.data, state);
    case 'ResumeLead':
      return resume(command.data, state);
    case 'RecycleLead':
      return recycle(command.data, state);
    case 'MergeLead':
      return merge(command.data, state);
    case 'AbsorbLead':
      return absorb(command.data, state);
    case 'ConvertLead':
      return convert(command.data, state);
  }
};

/** Somebody who showed interest (S16), until sales drops it or makes it an opportunity (S39). */
export const lead: Aggregate<LeadCommand, Lead, LeadEvent, LeadRefusal> = aggregate({
  category: 'lead',
  commands: LeadCommand,
  events: LeadEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  identify: ({ data }) => data.leadId,
});
