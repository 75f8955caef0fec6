import {
  BasisPoints,
  Id,
  LocalDate,
  Money,
  message,
  NonNegativeMoney,
  Note,
  PositiveDecimal,
  Text,
  Zone,
} from '@presales/kernel';
import { z } from 'zod';
import { DealValue } from '../shared/deal-value.ts';
import { FrozenRates } from '../shared/frozen-rates.ts';

const quotationId = Id;

/** Where a cost comes from, best first (decision 3). */
export const CostSource = z.enum(['accounting', 'receipt', 'supplier-coefficient']);
export type CostSource = z.infer<typeof CostSource>;

/** What one piece costs us, in the line's currency, and how we know. Frozen into the line. */
export const UnitCost = z.strictObject({ amount: NonNegativeMoney, source: CostSource }).readonly();
export type UnitCost = z.infer<typeof UnitCost>;

/** One offered position. The same product on two lines stays two lines, told apart by `lineId`. */
export const QuotationLine = z
  .strictObject({
    lineId: Id,
    description: Text,
    productId: Id.optional(),
    supplierId: Id.optional(),
    quantity: PositiveDecimal,
    unitPrice: Money,
    /** Off the unit price times quantity; none when absent. */
    discount: BasisPoints.optional(),
    /** Absent when unknown: the margin is then unknown too, never the price. */
    unitCost: UnitCost.optional(),
  })
  .readonly()
  .refine(
    ({ unitPrice, unitCost }) => !unitCost || unitCost.amount.currency === unitPrice.currency,
    {
      error: 'expected the cost in the currency of the price',
      path: ['unitCost', 'amount', 'currency'],
    },
  );
export type QuotationLine = z.infer<typeof QuotationLine>;

/** What the lines of each currency come to, every line rounded first; a currency stands once. */
const subtotals = z.array(DealValue).min(1).max(50).readonly();

/** Why a customer said no. `other` needs a note. */
export const DeclineReason = z.enum([
  'price',
  'delivery',
  'features',
  'competitor',
  'no-budget',
  'no-decision',
  'other',
]);
export type DeclineReason = z.infer<typeof DeclineReason>;

/** All that can have happened to a quotation (SAP VA21 to VA23). Legally binding once sent. */
export const QuotationEvent = z.discriminatedUnion('type', [
  message('QuotationDrafted', {
    quotationId,
    partyId: Id,
    /** The zone in which its validity is counted (decision 20). */
    sellerZone: Zone,
    opportunityId: Id.optional(),
    inquiryId: Id.optional(),
  }),
  message('QuotationLineAdded', { quotationId, line: QuotationLine }),
  message('QuotationLineRemoved', { quotationId, lineId: Id }),
  /** A version went to the customer; it never changes again. */
  message('QuotationSent', {
    quotationId,
    version: z.int().min(1),
    validUntil: LocalDate,
    subtotals,
  }),
  /** A new draft version opens on the sent one's lines; the sent one is superseded when it is sent. */
  message('QuotationRevised', {
    quotationId,
    fromVersion: z.int().min(1),
    toVersion: z.int().min(2),
    reason: Text,
  }),
  message('ExchangeRatesFrozen', { quotationId, rates: FrozenRates }),
  message('QuotationAccepted', {
    quotationId,
    version: z.int().min(1),
    subtotals,
    /** The whole in the base currency of the frozen rates. */
    value: DealValue,
  }),
  message('QuotationDeclined', {
    quotationId,
    version: z.int().min(1),
    reason: DeclineReason,
    competitor: Text.optional(),
    note: Note.optional(),
  }),
  message('QuotationExpired', { quotationId, version: z.int().min(1), validUntil: LocalDate }),
]);
export type QuotationEvent = z.infer<typeof QuotationEvent>;
