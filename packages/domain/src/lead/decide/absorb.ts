import { mergedBasis } from '../../shared/consent.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Lead } from '../state.ts';

/**
 * Takes in a duplicate: what was known of it and not of the survivor, and the permission that is
 * chosen to hold.
 */
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
