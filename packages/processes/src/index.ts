export { acceptedQuotationRepricesShopOrder } from './accepted-quotation-reprices-shop-order.ts';
export { acceptedQuotationWinsOpportunity } from './accepted-quotation-wins-opportunity.ts';
export { cancelledShopOrderLosesOpportunity } from './cancelled-shop-order-loses-opportunity.ts';
export { convertedLeadOpensOpportunity } from './converted-lead-opens-opportunity.ts';
export { type Deadlines, type DueRow, dueTable, setBy } from './deadline.ts';
export { distributedLeadIsAssigned } from './distributed-lead-is-assigned.ts';
export { followedQuotationOpensOpportunity } from './followed-quotation-opens-opportunity.ts';
export { heldDealResumes } from './held-deal-resumes.ts';
export { type InlineOptions, type InlineProcesses, inlineProcesses } from './inline.ts';
export type { Lookup } from './lookup.ts';
export {
  defaultParkingDays,
  lostDealOffersRecycledLead,
  type RecyclingSettings,
  recycledLeadId,
} from './lost-deal-offers-recycled-lead.ts';
export { type OpeningSettings, UnknownPipeline } from './opportunities.ts';
export {
  actorOf,
  deadlineKey,
  type MetDeadline,
  type Order,
  ordersAfter,
  ordersWhenDue,
} from './order.ts';
export {
  type PaymentSettings,
  paidShopOrderWinsOpportunity,
} from './paid-shop-order-wins-opportunity.ts';
export { type ParkingSettings, parkedLeadResumes } from './parked-lead-resumes.ts';
export { pastValidityExpiresInquiry } from './past-validity-expires-inquiry.ts';
export { pastValidityExpiresQuotation } from './past-validity-expires-quotation.ts';
export { type ApprovalSettings, policyDemandsApproval } from './policy-demands-approval.ts';
export { type PresalesSettings, presalesProcesses } from './presales-processes.ts';
export {
  defineProcess,
  heardTypes,
  InvalidProcess,
  type Process,
  type ProcessDefinition,
  type ProcessIndex,
  type Reaction,
} from './process.ts';
export { publishedRates } from './published-rates.ts';
export {
  opportunityIdOfOrder,
  receivedShopOrderOpensOpportunity,
} from './received-shop-order-opens-opportunity.ts';
export { refundedShopOrderReversesWin } from './refunded-shop-order-reverses-win.ts';
export type { Request, Requests } from './request.ts';
export { revokedAcceptanceReversesWin } from './revoked-acceptance-reverses-win.ts';
export { type Sending, sendingGrounds } from './sending-grounds.ts';
export { sentQuotationFeedsOpportunity } from './sent-quotation-feeds-opportunity.ts';
export { transferredOrderTakesOpportunityAlong } from './transferred-order-takes-opportunity-along.ts';
export { withdrawnConsentEndsMailings } from './withdrawn-consent-ends-mailings.ts';
