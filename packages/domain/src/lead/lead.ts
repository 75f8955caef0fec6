import { type Aggregate, aggregate, type Decision, decisions, type Of } from '@presales/kernel';
import { same } from '../shared/same.ts';
import { LeadCommand } from './commands.ts';
import { type DisqualificationReason, LeadEvent } from './events.ts';

/** How far a lead is qualified (S31, S32): marketing's clear interest, then sales' immediate one. */
export type LeadQualification = 'none' | 'marketing' | 'sales';

/** Who works a lead. */
export interface LeadAssignment {
  readonly salespersonId: string;
  readonly teamId?: string | undefined;
}

/** What a lead is. Everything after the capture remembers how it was captured. */
export type Lead =
  | { readonly status: 'absent' }
  | {
      readonly status: 'open';
      readonly captured: LeadCapture;
      readonly qualification: LeadQualification;
      readonly assignment?: LeadAssignment;
    }
  | {
      readonly status: 'disqualified';
      readonly captured: LeadCapture;
      readonly reason: DisqualificationReason;
      readonly note: string | undefined;
    }
  | {
      readonly status: 'converted';
      readonly captured: LeadCapture;
      readonly opportunityId: string;
    };

/** Who the lead is and where it came from. */
export type LeadCapture = Of<LeadEvent, 'LeadCaptured'>['data'];

/** Why a lead's command is refused. */
export type LeadRefusal =
  /** Captured before, and differently. */
  | { readonly code: 'lead/already-captured' }
  | { readonly code: 'lead/not-captured' }
  /** Nobody is assigned, and somebody has to be. */
  | { readonly code: 'lead/unassigned' }
  /** Taking a lead from somebody, or moving it to another team, needs a reason. */
  | { readonly code: 'lead/reason-needed'; readonly salespersonId: string }
  /** The reason `other` says nothing without a note. */
  | { readonly code: 'lead/note-needed' }
  | { readonly code: 'lead/already-converted'; readonly opportunityId: string }
  | { readonly code: 'lead/closed'; readonly status: 'disqualified' | 'converted' };

const evolve = (state: Lead, event: LeadEvent): Lead => {
  if (event.type === 'LeadCaptured')
    return { status: 'open', captured: event.data, qualification: 'none' };
  if (state.status !== 'open') return state;
  switch (event.type) {
    case 'LeadAssigned': {
      const { salespersonId, teamId } = event.data;
      return { ...state, assignment: { salespersonId, teamId } };
    }
    case 'LeadReassigned': {
      const { to, teamId } = event.data;
      return { ...state, assignment: { salespersonId: to, teamId } };
    }
    case 'LeadMarketingQualified':
      return { ...state, qualification: 'marketing' };
    case 'LeadSalesQualified':
      return { ...state, qualification: 'sales' };
    case 'LeadDisqualified': {
      const { reason, note } = event.data;
      return { status: 'disqualified', captured: state.captured, reason, note };
    }
    case 'LeadConverted':
      return {
        status: 'converted',
        captured: state.captured,
        opportunityId: event.data.opportunityId,
      };
  }
};

const decide = (command: LeadCommand, state: Lead): Answer => {
  switch (command.type) {
    case 'CaptureLead':
      return capture(command.data, state);
    case 'AssignLead':
      return assign(command.data, state);
    case 'QualifyLeadForMarketing':
      return qualifyForMarketing(command.data, state);
    case 'QualifyLeadForSales':
      return qualifyForSales(command.data, state);
    case 'DisqualifyLead':
      return disqualify(command.data, state);
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

type Answer = Decision<LeadEvent, LeadRefusal>;
type Data<Type extends LeadCommand['type']> = Of<LeadCommand, Type>['data'];
const { emit, refuse } = decisions<LeadEvent, LeadRefusal>();

/** The refusal of a lead that is not open. */
const notOpen = (state: Exclude<Lead, { status: 'open' }>): Answer =>
  state.status === 'absent'
    ? refuse({ code: 'lead/not-captured' })
    : refuse({ code: 'lead/closed', status: state.status });

function capture({ at: _, ...captured }: Data<'CaptureLead'>, state: Lead): Answer {
  if (state.status === 'absent') return emit({ type: 'LeadCaptured', data: captured });
  return same(state.captured, captured) ? emit() : refuse({ code: 'lead/already-captured' });
}

function assign(
  { leadId, salespersonId, teamId, reason }: Data<'AssignLead'>,
  state: Lead,
): Answer {
  if (state.status !== 'open') return notOpen(state);
  const { assignment } = state;
  const team = teamId === undefined ? {} : { teamId };
  if (assignment === undefined)
    return emit({ type: 'LeadAssigned', data: { leadId, salespersonId, ...team } });
  const from = assignment.salespersonId;
  if (from === salespersonId && (teamId === undefined || teamId === assignment.teamId))
    return emit();
  if (reason === undefined) return refuse({ code: 'lead/reason-needed', salespersonId: from });
  return emit({
    type: 'LeadReassigned',
    data: { leadId, from, to: salespersonId, ...team, reason },
  });
}

function qualifyForMarketing({ leadId }: Data<'QualifyLeadForMarketing'>, state: Lead): Answer {
  if (state.status !== 'open') return notOpen(state);
  // A lead that sales took over has shown marketing's interest and more.
  return state.qualification === 'none'
    ? emit({ type: 'LeadMarketingQualified', data: { leadId } })
    : emit();
}

function qualifyForSales({ leadId }: Data<'QualifyLeadForSales'>, state: Lead): Answer {
  if (state.status !== 'open') return notOpen(state);
  if (state.assignment === undefined) return refuse({ code: 'lead/unassigned' });
  if (state.qualification === 'sales') return emit();
  const { salespersonId } = state.assignment;
  return emit({ type: 'LeadSalesQualified', data: { leadId, salespersonId } });
}

function disqualify({ leadId, reason, note }: Data<'DisqualifyLead'>, state: Lead): Answer {
  if (state.status === 'disqualified' && state.reason === reason && state.note === note)
    return emit();
  if (state.status !== 'open') return notOpen(state);
  if (reason === 'other' && note === undefined) return refuse({ code: 'lead/note-needed' });
  return emit({
    type: 'LeadDisqualified',
    data: { leadId, reason, ...(note === undefined ? {} : { note }) },
  });
}

function convert({ leadId, opportunityId }: Data<'ConvertLead'>, state: Lead): Answer {
  if (state.status === 'converted')
    return state.opportunityId === opportunityId
      ? emit()
      : refuse({ code: 'lead/already-converted', opportunityId: state.opportunityId });
  if (state.status !== 'open') return notOpen(state);
  if (state.assignment === undefined) return refuse({ code: 'lead/unassigned' });
  const { partyId } = state.captured;
  return emit({ type: 'LeadConverted', data: { leadId, opportunityId, partyId } });
}
