import { Id, LocalDate, message, Note, PositiveDecimal, Text, Zone } from '@presales/kernel';
import { z } from 'zod';
import { DealValue } from '../shared/deal-value.ts';
import { FrozenRates } from '../shared/frozen-rates.ts';
import { Calculation } from './values/calculation.ts';
import { DocumentDiscount, TotalRoundings } from './values/conditions.ts';
import { QuotationLine } from './values/line.ts';
import { ApprovalPolicy, ApprovalRule, Measured } from './values/policies.ts';
import { DeclineReason, WithdrawalReason } from './values/reasons.ts';
import { Chances, DocumentTotal, QuotationOrigin } from './vocabulary.ts';

const quotationId = Id;

const version = z.int().min(1);

/** What the lines of each currency come to, every line rounded first; a currency stands once. */
const subtotals = z.array(DealValue).min(1).max(50).readonly();

const totals = z.array(DocumentTotal).min(1).max(50).readonly();

const rules = z.array(ApprovalRule).min(1).max(5).readonly();

/** All that can have happened to a quotation (SAP VA21 to VA23). Legally binding once sent. */
export const QuotationEvent = z.discriminatedUnion('type', [
  message('QuotationDrafted', {
    quotationId,
    partyId: Id,
    /** The zone in which its validity is counted (B20). */
    sellerZone: Zone,
    opportunityId: Id.optional(),
    inquiryId: Id.optional(),
    shopOrderId: Id.optional(),
    origin: QuotationOrigin.optional(),
    chances: Chances.optional(),
    /**
     * How it is counted. What was drafted before quotations said so is counted as all were then: tax
     * per line, half-even, a discount on the whole borne by the lines above zero.
     */
    calculation: Calculation.optional(),
  }),
  message('QuotationLineAdded', { quotationId, line: QuotationLine }),
  message('QuotationLineChanged', { quotationId, line: QuotationLine }),
  /** Another item stands in the place of one that cannot be had (S72). */
  message('QuotationLineSubstituted', {
    quotationId,
    lineId: Id,
    line: QuotationLine,
    reason: Text,
  }),
  message('QuotationLineRemoved', { quotationId, lineId: Id }),
  /** Something the customer may take in place of a line; not in the total until chosen. */
  message('AlternativeItemOffered', { quotationId, forLineId: Id, line: QuotationLine }),
  /** Of a line and its alternatives this one counts: in the draft, or as the customer's choice. */
  message('QuotationItemChosen', { quotationId, version, lineId: Id }),
  /** An optional line counts from now on, or no more. */
  message('OptionalItemTaken', { quotationId, version, lineId: Id, taken: z.boolean() }),
  /** The discount on the whole document; none when absent. */
  message('QuotationDiscountSet', { quotationId, discount: DocumentDiscount.optional() }),
  message('QuotationRoundingSet', { quotationId, rounding: TotalRoundings }),
  /** Its author holds the draft ready. */
  message('QuotationSubmitted', {
    quotationId,
    version,
    authorId: Id,
    snapshotHash: Id,
    measured: Measured,
  }),
  /** The draft goes beyond what may be sent without approval. */
  message('ApprovalRequested', {
    quotationId,
    version,
    rules,
    policy: ApprovalPolicy,
    measured: Measured,
    snapshotHash: Id,
  }),
  message('QuotationApproved', { quotationId, version, approverId: Id, snapshotHash: Id }),
  message('ApprovalRefused', { quotationId, version, approverId: Id, reason: Text }),
  /** A version went to the customer; it never changes again. */
  message('QuotationSent', {
    quotationId,
    version,
    validUntil: LocalDate,
    subtotals,
    /** With tax and rounding; absent in what was sent before quotations knew of either. */
    totals: totals.optional(),
  }),
  /** A later version took the place of one that was sent. */
  message('QuotationSuperseded', { quotationId, version, by: z.int().min(2) }),
  /** A new draft version opens on the sent one's lines; the sent one is superseded when it is sent. */
  message('QuotationRevised', {
    quotationId,
    fromVersion: version,
    toVersion: z.int().min(2),
    reason: Text,
  }),
  message('QuotationValidityExtended', { quotationId, version, from: LocalDate, to: LocalDate }),
  message('ExchangeRatesFrozen', { quotationId, rates: FrozenRates }),
  message('ExchangeRatesUnfrozen', { quotationId }),
  /** Somebody follows the quotation as a deal (S66). */
  message('QuotationFollowed', { quotationId, opportunityId: Id, ownerId: Id.optional() }),
  /** The customer took this quantity of a line, with the order of that id. */
  message('QuotationItemAccepted', {
    quotationId,
    version,
    acceptanceId: Id,
    lineId: Id,
    quantity: PositiveDecimal,
  }),
  /** Whatever has not been taken of a line will not be taken any more. */
  message('QuotationItemRejected', {
    quotationId,
    version,
    lineId: Id,
    by: z.enum(['customer', 'us']),
    reason: z.enum([...new Set([...DeclineReason.options, ...WithdrawalReason.options])]),
    note: Note.optional(),
  }),
  /** A part was taken and a part is still open: what was taken so far, of all versions, and what it is worth. */
  message('QuotationPartiallyAccepted', { quotationId, version, subtotals, value: DealValue }),
  /** The validity ended with something taken: what was open lapsed. */
  message('QuotationRemainderLapsed', {
    quotationId,
    version,
    validUntil: LocalDate,
    /**
     * What was taken by then, at which the quotation stands accepted; absent in what was recorded before
     * a lapse stood by itself: `QuotationAccepted` came with it.
     */
    subtotals: subtotals.optional(),
    value: DealValue.optional(),
  }),
  message('QuotationAccepted', {
    quotationId,
    version,
    /** Of what was accepted, of all versions. */
    subtotals,
    /** The whole in the base currency of the frozen rates. */
    value: DealValue,
    signer: Text.optional(),
    /** Why we took it although its validity was over (B28). */
    late: Text.optional(),
  }),
  /** The acceptance is taken back; it stays in history, and the offer is open again. */
  message('QuotationAcceptanceRevoked', {
    quotationId,
    version,
    reason: Text,
    /** What other versions have sold, which stays sold; absent where that is nothing. */
    left: z.strictObject({ subtotals, value: DealValue }).readonly().optional(),
  }),
  message('QuotationDeclined', {
    quotationId,
    version,
    reason: DeclineReason,
    competitor: Text.optional(),
    note: Note.optional(),
  }),
  message('QuotationExpired', { quotationId, version, validUntil: LocalDate }),
  /** We take the offer, or its draft, back. */
  message('QuotationWithdrawn', {
    quotationId,
    version,
    reason: WithdrawalReason,
    note: Note.optional(),
  }),
]);
export type QuotationEvent = z.infer<typeof QuotationEvent>;
