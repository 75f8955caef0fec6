import { localDate } from '@presales/kernel';
import { same } from '../../shared/same.ts';
import type { Lead } from '../lead.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';

/** Sets a lead aside until a day to come (S21), or moves that day. */
export const park = ({ at, zone = 'UTC', ...data }: Data<'ParkLead'>, state: Lead): Answer => {
  if (state.status !== 'open' && state.status !== 'parked') return notOpen(state);
  const { leadId: _, ...parking } = data;
  if (state.status === 'parked' && same(state.parking, parking)) return emit();
  const { until, reason, note } = parking;
  if (reason === 'other' && note === undefined) return refuse({ code: 'lead/note-needed' });
  if (until <= localDate(at, zone)) return refuse({ code: 'lead/parked-until-past', until });
  return emit({ type: 'LeadParked', data });
};

export const resume = ({ leadId }: Data<'ResumeLead'>, state: Lead): Answer => {
  if (state.status === 'parked') return emit({ type: 'LeadResumed', data: { leadId } });
  return state.status === 'open' ? emit() : notOpen(state);
};

/**
 * Sends a lead back to the funnel's start: a suspect of nobody's. What is known of it stays. A lead
 * that stands there already is left alone.
 */
export const recycle = ({ leadId, reason }: Data<'RecycleLead'>, state: Lead): Answer => {
  if (state.status !== 'open' && state.status !== 'parked') return notOpen(state);
  const { assignment, qualification, nurturing, cycle } = state.record;
  if (
    state.status === 'open' &&
    assignment === undefined &&
    qualification === 'suspect' &&
    nurturing === undefined
  )
    return emit();
  return emit({ type: 'LeadRecycled', data: { leadId, cycle: cycle + 1, reason } });
};
