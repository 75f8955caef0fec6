import { Id, Instant, LocalDate, message, Note, Text, Zone } from '@presales/kernel';
import { z } from 'zod';
import { FrozenRates } from '../shared/frozen-rates.ts';
import { Calculation } from './values/calculation.ts';
import { DocumentDiscount, TotalRoundings } from './values/conditions.ts';
import { QuotationLine, SourceKind } from './values/line.ts';
import { AcceptancePolicy, ApprovalPolicy, StandingPolicy } from './values/policies.ts';
import { DeclineReason, ItemRejection, WithdrawalReason } from './values/reasons.ts';
import { AcceptedItem, Chances, CopiedItem, QuotationOrigin } from './vocabulary.ts';

const quotationId = Id;

const version = z.int().min(1);

const rates = FrozenRates.optional();

/** What the application demands beside the command's own policy: `open({ approvalPolicy })` says it. */
const standing = z.array(StandingPolicy).max(10).readonly().optional();

const at = Instant;

/** Things told apart by `lineId`: none stands twice. */
const distinctLines = (items: readonly { readonly lineId: string }[]): boolean =>
  new Set(items.map(({ lineId }) => lineId)).size === items.length;

/** What can be asked of a quotation. */
export const QuotationCommand = z.discriminatedUnion('type', [
  message('DraftQuotation', {
    quotationId,
    partyId: Id,
    sellerZone: Zone,
    opportunityId: Id.optional(),
    inquiryId: Id.optional(),
    shopOrderId: Id.optional(),
    origin: QuotationOrigin.optional(),
    chances: Chances.optional(),
    /** How it is counted; by default tax per rate, half-even. */
    calculation: Calculation.optional(),
    at,
  }),
  message('AddQuotationLine', { quotationId, line: QuotationLine, at }),
  /** Copies items of an inquiry, a shop order or a quotation of the same customer (S68, S70). */
  message('CopyIntoQuotation', {
    quotationId,
    from: z.strictObject({ kind: SourceKind, documentId: Id, partyId: Id }).readonly(),
    items: z
      .array(CopiedItem)
      .min(1)
      .max(200)
      .readonly()
      .refine((items) => distinctLines(items.map(({ line }) => line)), {
        error: 'expected every line once',
      }),
    at,
  }),
  /** Says anew what a line is; its id stays. */
  message('ChangeQuotationLine', { quotationId, line: QuotationLine, at }),
  message('SubstituteQuotationLine', {
    quotationId,
    lineId: Id,
    line: QuotationLine,
    reason: Text,
    at,
  }),
  message('RemoveQuotationLine', { quotationId, lineId: Id, at }),
  message('OfferAlternative', { quotationId, forLineId: Id, line: QuotationLine, at }),
  /** In the draft what the seller proposes, in the version sent last what the customer wants. */
  message('ChooseQuotationItem', { quotationId, version, lineId: Id, at }),
  message('TakeOptionalItem', { quotationId, version, lineId: Id, taken: z.boolean(), at }),
  /** Sets the discount on the whole document; takes it away when absent. */
  message('DiscountQuotation', { quotationId, discount: DocumentDiscount.optional(), at }),
  message('RoundQuotationTotals', { quotationId, rounding: TotalRoundings, at }),
  message('SubmitQuotation', { quotationId, authorId: Id, at }),
  /** Asks for approval where the policy demands it, and for nothing where it does not. */
  message('RequestApproval', { quotationId, policy: ApprovalPolicy, rates, standing, at }),
  message('ApproveQuotation', { quotationId, version, approverId: Id, at }),
  message('RefuseApproval', { quotationId, version, approverId: Id, reason: Text, at }),
  message('SendQuotation', {
    quotationId,
    validUntil: LocalDate,
    /** What may go out without approval; by default what the draft was last judged by. */
    policy: ApprovalPolicy.optional(),
    rates,
    standing,
    /** Whether the rates are frozen with it (B6). */
    freezeRates: z.boolean().optional(),
    at,
  }),
  message('ReviseQuotation', { quotationId, reason: Text, at }),
  message('ExtendQuotationValidity', { quotationId, version, until: LocalDate, at }),
  message('FreezeExchangeRates', { quotationId, rates: FrozenRates, at }),
  message('UnfreezeExchangeRates', { quotationId, at }),
  message('FollowQuotation', { quotationId, opportunityId: Id, ownerId: Id.optional(), at }),
  /** Accepts all that is still open; lines in several currencies need rates, which freeze. */
  message('AcceptQuotation', {
    quotationId,
    version,
    rates,
    policy: AcceptancePolicy.optional(),
    signer: Text.optional(),
    at,
  }),
  /** We take an order that came after the validity was over, on purpose. */
  message('AcceptQuotationLate', {
    quotationId,
    version,
    reason: Text,
    rates,
    policy: AcceptancePolicy.optional(),
    signer: Text.optional(),
    at,
  }),
  /** The customer's order for a part; it carries an id of its own, so that it counts once. */
  message('AcceptQuotationItems', {
    quotationId,
    version,
    acceptanceId: Id,
    items: z.array(AcceptedItem).min(1).max(200).readonly().refine(distinctLines, {
      error: 'expected every line once',
    }),
    rates,
    policy: AcceptancePolicy.optional(),
    at,
  }),
  message('RejectQuotationItem', {
    quotationId,
    version,
    lineId: Id,
    rejection: ItemRejection,
    at,
  }),
  message('RevokeAcceptance', { quotationId, version, reason: Text, at }),
  message('DeclineQuotation', {
    quotationId,
    reason: DeclineReason,
    competitor: Text.optional(),
    note: Note.optional(),
    at,
  }),
  /** Records that the validity has passed; refused before it has. */
  message('ExpireQuotation', { quotationId, at }),
  message('WithdrawQuotation', {
    quotationId,
    reason: WithdrawalReason,
    note: Note.optional(),
    at,
  }),
]);
export type QuotationCommand = z.infer<typeof QuotationCommand>;
