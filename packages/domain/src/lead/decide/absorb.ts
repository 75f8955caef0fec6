import { mergedBasis } from '../../shared/consent.ts';
import type { Lead } from '../lead.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';

/** Ends a duplicate. Its stream stays, and whoever reads it goes on with the survivor. */
export const merge = ({ leadId, survivorId }: Data<'MergeLead'>, state: Lead): Answer => {
  if (state.status === 'merged' && state.survivorId === survivorId) return emit();
  if (state.status === 'absent' || state.status === 'converted' || state.status === 'merged')
    return notOpen(state);
  if (survivorId === leadId || state.record.absorbed.includes(survivorId))
    return refuse({ code: 'lead/merge-cycle', survivorId });
  return emit({ type: 'LeadMergedInto', data: { leadId, survivorId } });
};

/** Takes in a duplicate: what it knew better, and the permission that is chosen to hold. */
export const absorb = (
  { leadId, mergedId, alsoMerged = [], ...from }: Data<'AbsorbLead'>,
  state: Lead,
): Answer => {
  if (state.status !== 'open' && state.status !== 'parked') return notOpen(state);
  const { absorbed, consentBasis, customerId, purchase } = state.record;
  if (absorbed.includes(mergedId)) return emit();
  if (mergedId === leadId || alsoMerged.includes(leadId))
    return refuse({ code: 'lead/merge-cycle', survivorId: leadId });
  const { consent = 'most-restrictive', existingCustomerId, workedBy } = from;
  const basis = mergedBasis(consent, consentBasis, from.consentBasis);
  const customer =
    customerId === undefined && existingCustomerId !== undefined ? { existingCustomerId } : {};
  const newer =
    from.purchase !== undefined &&
    (purchase === undefined || purchase.statedOn < from.purchase.statedOn)
      ? { purchase: from.purchase }
      : {};
  return emit({
    type: 'LeadAbsorbed',
    data: {
      leadId,
      mergedId,
      ...(alsoMerged.length === 0 ? {} : { alsoMerged }),
      consent,
      ...(basis === undefined ? {} : { consentBasis: basis }),
      ...(workedBy === undefined ? {} : { workedBy }),
      ...customer,
      ...newer,
    },
  });
};
