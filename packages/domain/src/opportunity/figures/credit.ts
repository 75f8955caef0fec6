import { type LocalDate, WHOLE } from '@presales/kernel';
import type { CreditShare, CreditSplit } from '../../shared/credit.ts';
import { inEffect } from '../../shared/dated.ts';
import type { OpportunityRecord } from '../state.ts';

/**
 * Who holds a deal's credit on a day (B11): the split in effect then; before the first one
 * the owner has the whole.
 */
export const creditOn = (record: OpportunityRecord, day: LocalDate): CreditSplit =>
  inEffect(record.credit, day)?.shares ?? [{ salespersonId: record.ownerId, share: WHOLE }];

/** Who is credited beside the split on a day. */
export const overlayOn = (record: OpportunityRecord, day: LocalDate): readonly CreditShare[] =>
  inEffect(record.overlay, day)?.shares ?? [];
