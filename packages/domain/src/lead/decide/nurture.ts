import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Lead } from '../state.ts';

/** Starts slow, steady information, in a programme or without one, until sales takes over (S27). */
export const nurture = ({ at: _, ...nurturing }: Data<'NurtureLead'>, state: Lead): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { record } = state;
  if (record.qualification === 'sales') return refuse({ code: 'lead/sales-qualified' });
  return record.nurturing !== undefined && record.nurturing.programme === nurturing.programme
    ? emit()
    : emit({ type: 'LeadNurturingStarted', data: nurturing });
};
