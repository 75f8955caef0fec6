import { localDate } from '@presales/kernel';
import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Lead } from '../state.ts';

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
