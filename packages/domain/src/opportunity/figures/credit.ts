import { endOfDay, type Instant, instant, type LocalDate, WHOLE } from '@presales/kernel';
import type { CreditShare, CreditSplit } from '../../shared/credit.ts';
import { inEffect } from '../../shared/dated.ts';
import { dayOf, type OpportunityRecord } from '../state.ts';

/**
 * Who holds a deal's credit at an instant (B23): the split in effect on its day; before the first one,
 * whoever owned the deal then has the whole.
 */
export const creditAt = (record: OpportunityRecord, at: Instant): CreditSplit =>
  inEffect(record.credit, dayOf(record, at))?.shares ?? [
    { salespersonId: ownerAt(record, at), share: WHOLE },
  ];

/** Who holds a deal's credit on a day, at its end. */
export const creditOn = (record: OpportunityRecord, day: LocalDate): CreditSplit =>
  creditAt(record, instant(Date.parse(endOfDay(day, record.opened.zone ?? 'UTC')) - 1));

/** Who is credited beside the split on a day. */
export const overlayOn = (record: OpportunityRecord, day: LocalDate): readonly CreditShare[] =>
  inEffect(record.overlay, day)?.shares ?? [];

/** Whose deal it was at an instant; before the first owner, whoever opened it. */
export const ownerAt = ({ owners, opened }: OpportunityRecord, at: Instant): string =>
  owners.findLast(({ since }) => since <= at)?.ownerId ?? opened.ownerId;
