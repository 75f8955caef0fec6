import { Id, Money, Percent, Percentage, PositiveDecimal } from '@presales/kernel';
import { z } from 'zod';
import { QuotationLine } from './values/line.ts';

/** What a quotation was drafted from; `id` names the document. */
export const QuotationOrigin = z
  .strictObject({
    kind: z.enum(['scratch', 'inquiry', 'shop-order', 'quotation']),
    id: Id.optional(),
  })
  .readonly();
export type QuotationOrigin = z.infer<typeof QuotationOrigin>;

/**
 * How likely documents of this kind and this customer's are taken. An item is as likely as both
 * together, unless it says so itself.
 */
export const Chances = z.strictObject({ document: Percent, customer: Percent }).readonly();
export type Chances = z.infer<typeof Chances>;

/** What lines that are taxed at one rate come to, and their tax. */
export const TaxAmount = z
  .strictObject({
    /** In percent: `"8.875"`. */
    rate: Percentage,
    /** What the lines call it. */
    code: Id.optional(),
    /** Where it is on top of other taxes. */
    compound: z.literal(true).optional(),
    /** What it is on: net, and the taxes that it is on top of. */
    taxable: Money,
    tax: Money,
  })
  .readonly();
export type TaxAmount = z.infer<typeof TaxAmount>;

/** What the lines of one currency come to for the customer. */
export const DocumentTotal = z
  .strictObject({
    net: Money,
    tax: Money,
    /** Net and tax. */
    gross: Money,
    /** The gross as rounded by the rule for its currency. */
    payable: Money,
    /** What the rounding added: payable less gross. */
    adjustment: Money,
    /**
     * The tax by rate, which totals the tax; absent where nothing is taxed, and in what was sent
     * before quotations told it. A line without tax is in none of them.
     */
    taxes: z.array(TaxAmount).max(5_000).readonly().optional(),
  })
  .readonly();
export type DocumentTotal = z.infer<typeof DocumentTotal>;

/** The line and quantity that a customer takes. */
export const AcceptedItem = z.strictObject({ lineId: Id, quantity: PositiveDecimal }).readonly();
export type AcceptedItem = z.infer<typeof AcceptedItem>;

/** An item of another document as the line that it becomes, with the quantity that was chosen. */
export const CopiedItem = z.strictObject({ itemId: Id, line: QuotationLine }).readonly();
export type CopiedItem = z.infer<typeof CopiedItem>;

/** How large a quotation may grow. */
export const quotationLimits = {
  /** Lines of one version, alternatives among them. */
  lines: 1_000,
  /** Currencies of one version: as many as its stored subtotals and frozen rates may name. */
  currencies: 50,
  /** Versions of one quotation. */
  versions: 100,
  /** Orders of the customer's against one version. */
  acceptances: 1_000,
} as const;
