import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { LeadCommand } from './commands.ts';
import { absorb } from './decide/absorb.ts';
import { acceptHandoff } from './decide/accept-handoff.ts';
import { assign } from './decide/assign.ts';
import { capture } from './decide/capture.ts';
import { convert } from './decide/convert.ts';
import { disqualify } from './decide/disqualify.ts';
import { linkToCustomer } from './decide/link-to-customer.ts';
import { merge } from './decide/merge.ts';
import { nurture } from './decide/nurture.ts';
import { park } from './decide/park.ts';
import { qualifyForMarketing } from './decide/qualify-for-marketing.ts';
import { qualifyForSales } from './decide/qualify-for-sales.ts';
import { recordFirstResponse } from './decide/record-first-response.ts';
import { recordInterest } from './decide/record-interest.ts';
import { recordTouch } from './decide/record-touch.ts';
import { recycle } from './decide/recycle.ts';
import { rejectHandoff } from './decide/reject-handoff.ts';
import { release } from './decide/release.ts';
import { reopen } from './decide/reopen.ts';
import { resume } from './decide/resume.ts';
import { score } from './decide/score.ts';
import { statePurchaseTimeframe } from './decide/state-purchase-timeframe.ts';
import { unassign } from './decide/unassign.ts';
import { unmerge } from './decide/unmerge.ts';
import { LeadEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Answer, LeadRefusal } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { Lead } from './state.ts';

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
      return statePurchaseTimeframe(command.data, state);
    case 'ScoreLead':
      return score(command.data, state);
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
    case 'ReleaseLead':
      return release(command.data, state);
    case 'UnmergeLead':
      return unmerge(command.data, state);
    case 'ConvertLead':
      return convert(command.data, state);
  }
};

/** Somebody who showed interest (S16), until sales drops them or makes an opportunity of it (S39). */
export const lead: Aggregate<LeadCommand, Lead, LeadEvent, LeadRefusal> = aggregate({
  category: 'lead',
  commands: LeadCommand,
  events: LeadEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  inOrder: inOrder('lead/before-fact', factOrder),
  identify: ({ data }) => data.leadId,
});
