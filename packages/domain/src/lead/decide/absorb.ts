import { mergedBasis } from '../../shared/consent.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Lead } from '../state.ts';
import type { MergedLead } from '../vocabulary.ts';

/**
 * Takes in a duplicate: what was known of it and not of the survivor, and the permission that is
 * chosen to hold. A lead that was converted takes in duplicates too, for they belong to its history.
 */
export const absorb = (
  { leadId, mergedId, alsoMerged = [], merged, ...from }: Data<'AbsorbLead'>,
  state: Lead,
): Answer => {
  if (state.status !== 'open' && state.status !== 'parked' && state.status !== 'converted')
    return notOpen(state);
  const { absorbed, consentBasis, customerId, purchase } = state.record;
  if (absorbed.includes(mergedId)) return emit();
  const brings = [...alsoMerged, ...(merged?.absorbed ?? [])];
  if (mergedId === leadId || brings.includes(leadId))
    return refuse({ code: 'lead/merge-cycle', survivorId: leadId });
  if (merged !== undefined && !canEndIn(leadId, merged))
    return refuse({ code: 'lead/not-to-be-merged', mergedId, status: merged.status });
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

/** Whether the other lead can end as a duplicate of this one, or has already. */
const canEndIn = (leadId: string, { status, survivorId }: MergedLead): boolean =>
  status === 'merged' ? survivorId === leadId : status !== 'absent' && status !== 'converted';
