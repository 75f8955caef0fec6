import { Id, Instant, LocalDate, message, Note, Text, Zone } from '@presales/kernel';
import { z } from 'zod';
import { FrozenRates } from '../shared/frozen-rates.ts';
import { DeclineReason, QuotationLine } from './events.ts';

const quotationId = Id;
const at = Instant;

/** What can be asked of a quotation. */
export const QuotationCommand = z.discriminatedUnion('type', [
  message('DraftQuotation', {
    quotationId,
    partyId: Id,
    sellerZone: Zone,
    opportunityId: Id.optional(),
    inquiryId: Id.optional(),
    at,
  }),
  message('AddQuotationLine', { quotationId, line: QuotationLine, at }),
  message('RemoveQuotationLine', { quotationId, lineId: Id, at }),
  message('SendQuotation', { quotationId, validUntil: LocalDate, at }),
  message('ReviseQuotation', { quotationId, reason: Text, at }),
  /** Accepts the version that was sent last; lines in several currencies need rates, which freeze. */
  message('AcceptQuotation', {
    quotationId,
    version: z.int().min(1),
    rates: FrozenRates.optional(),
    at,
  }),
  message('DeclineQuotation', {
    quotationId,
    reason: DeclineReason,
    competitor: Text.optional(),
    note: Note.optional(),
    at,
  }),
  /** Records that the validity has passed; refused before it has. */
  message('ExpireQuotation', { quotationId, at }),
]);
export type QuotationCommand = z.infer<typeof QuotationCommand>;
