import { money } from '@presales/kernel';
import fc from 'fast-check';
import type { CommandSide } from '../../src/command-side.ts';

/** Something that somebody asks; refused where it comes too early or too late. */
export type Step = (ask: CommandSide) => Promise<unknown>;

const hour = (nr: number): string => `2026-03-02T${String(nr).padStart(2, '0')}:00:00.000Z`;
const line = { lineId: 'line-1', description: 'a machine', quantity: '1' };
const eur = (amount: number) => money(amount, 'EUR');
const shopOrderId = 'order-1';
const quotationId = 'offer-1';
const opportunityId = 'deal-1';
const leadId = 'lead-1';

/** A day's work around one customer, in the order in which it would mostly happen. */
const day: readonly Step[] = [
  (ask) =>
    ask.party({
      type: 'RegisterParty',
      data: { partyId: 'ada', details: { kind: 'person', name: 'Ada' }, at: hour(1) },
    }),
  (ask) =>
    ask.campaignMember({
      type: 'EnrolCampaignMember',
      data: { campaignId: 'spring', partyId: 'ada', at: hour(1) },
    }),
  (ask) =>
    ask.lead({
      type: 'CaptureLead',
      data: { leadId, partyId: 'ada', source: 'webinar', at: hour(2) },
    }),
  (ask) =>
    ask.lead({
      type: 'QualifyLeadForSales',
      data: { leadId, salespersonId: 'ben', at: hour(2) },
    }),
  (ask) => ask.lead({ type: 'ConvertLead', data: { leadId, opportunityId, at: hour(3) } }),
  (ask) =>
    ask.shopOrder({
      type: 'ReceiveShopOrder',
      data: {
        shopOrderId,
        partyId: 'ada',
        lines: [{ ...line, unitPrice: eur(100_00) }],
        opportunityId,
        at: hour(4),
      },
    }),
  (ask) =>
    ask.quotation({
      type: 'DraftQuotation',
      data: { quotationId, partyId: 'ada', sellerZone: 'UTC', shopOrderId, at: hour(5) },
    }),
  (ask) =>
    ask.quotation({
      type: 'AddQuotationLine',
      data: { quotationId, line: { ...line, unitPrice: eur(90_00) }, at: hour(5) },
    }),
  (ask) =>
    ask.shopOrder({ type: 'TransferShopOrder', data: { shopOrderId, quotationId, at: hour(6) } }),
  (ask) =>
    ask.quotation({ type: 'FollowQuotation', data: { quotationId, opportunityId, at: hour(6) } }),
  (ask) =>
    ask.quotation({
      type: 'SendQuotation',
      data: { quotationId, validUntil: '2026-03-31', at: hour(7) },
    }),
  (ask) =>
    ask.shopOrder({
      type: 'RecordShopOrderPayment',
      data: { shopOrderId, paymentId: 'payment-1', amount: eur(100_00), at: hour(8) },
    }),
  (ask) =>
    ask.quotation({ type: 'AcceptQuotation', data: { quotationId, version: 1, at: hour(9) } }),
  (ask) =>
    ask.shopOrder({
      type: 'RecordShopOrderRefund',
      data: { shopOrderId, refundId: 'refund-1', amount: eur(30_00), at: hour(10) },
    }),
  (ask) =>
    ask.shopOrder({
      type: 'RecordShopOrderRefund',
      data: { shopOrderId, refundId: 'refund-2', amount: eur(70_00), at: hour(11) },
    }),
  (ask) =>
    ask.quotation({
      type: 'RevokeAcceptance',
      data: { quotationId, version: 1, reason: 'an error', at: hour(12) },
    }),
  (ask) =>
    ask.shopOrder({
      type: 'CancelShopOrder',
      data: { shopOrderId, reason: 'customer-request', at: hour(13) },
    }),
  (ask) =>
    ask.opportunity({
      type: 'LoseOpportunity',
      data: { opportunityId, reason: 'competitor', at: hour(14) },
    }),
  (ask) =>
    ask.party({
      type: 'WithdrawConsent',
      data: { partyId: 'ada', purpose: 'marketing', at: hour(15) },
    }),
];

/** Some of a day's work, in its order or in any. */
export const histories: fc.Arbitrary<readonly Step[]> = fc.oneof(
  fc.subarray([...day], { minLength: 5 }),
  fc.shuffledSubarray([...day], { minLength: 5 }),
);
