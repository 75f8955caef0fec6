import type { Of } from '@presales/kernel';
import { same } from '../../shared/same.ts';
import type { LeadEvent } from '../events.ts';
import type { LeadRecord } from '../state.ts';

/** What is known of a survivor once it has absorbed a duplicate. */
export const absorbing = (
  record: LeadRecord,
  { mergedId, alsoMerged = [], ...brought }: Of<LeadEvent, 'LeadAbsorbed'>['data'],
): LeadRecord => {
  const { workedBy, consentBasis } = brought;
  const before = known(record);
  const after = {
    consentBasis,
    customerId: brought.existingCustomerId ?? record.customerId,
    purchase: brought.purchase ?? record.purchase,
  };
  return {
    ...record,
    ...after,
    absorbed: [...record.absorbed, mergedId, ...alsoMerged],
    absorptions: new Map(record.absorptions).set(mergedId, { alsoMerged, workedBy, before, after }),
    contributors: workedBy === undefined ? record.contributors : [...record.contributors, workedBy],
  };
};

/**
 * What is known of a survivor once a merge is taken back. What the merge changed goes back where it
 * still stands: where nothing else was learned, and nobody else absorbed, since.
 */
export const releasing = (
  record: LeadRecord,
  { mergedId }: Of<LeadEvent, 'LeadReleased'>['data'],
): LeadRecord => {
  const absorption = record.absorptions.get(mergedId);
  if (absorption === undefined) return record;
  const { alsoMerged, workedBy, before, after } = absorption;
  const last = [...record.absorptions.keys()].at(-1) === mergedId;
  const absorptions = new Map(record.absorptions);
  absorptions.delete(mergedId);
  const worked = record.contributors.findIndex((one) => same(one, workedBy));
  const stands = <Key extends keyof typeof after>(key: Key): boolean =>
    last && same(record[key], after[key]);
  return {
    ...record,
    consentBasis: stands('consentBasis') ? before.consentBasis : record.consentBasis,
    customerId: stands('customerId') ? before.customerId : record.customerId,
    purchase: stands('purchase') ? before.purchase : record.purchase,
    absorbed: record.absorbed.filter((id) => id !== mergedId && !alsoMerged.includes(id)),
    absorptions,
    contributors: record.contributors.filter((_, index) => index !== worked),
  };
};

const known = ({ consentBasis, customerId, purchase }: LeadRecord) => ({
  consentBasis,
  customerId,
  purchase,
});
