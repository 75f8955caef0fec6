import { acceptedQuotationRepricesShopOrder } from './accepted-quotation-reprices-shop-order.ts';
import { acceptedQuotationWinsOpportunity } from './accepted-quotation-wins-opportunity.ts';
import { cancelledShopOrderLosesOpportunity } from './cancelled-shop-order-loses-opportunity.ts';
import { convertedLeadOpensOpportunity } from './converted-lead-opens-opportunity.ts';
import { distributedLeadIsAssigned } from './distributed-lead-is-assigned.ts';
import { followedQuotationOpensOpportunity } from './followed-quotation-opens-opportunity.ts';
import { heldDealResumes } from './held-deal-resumes.ts';
import {
  defaultParkingDays,
  lostDealOffersRecycledLead,
  type RecyclingSettings,
} from './lost-deal-offers-recycled-lead.ts';
import type { OpeningSettings } from './opportunities.ts';
import {
  type PaymentSettings,
  paidShopOrderWinsOpportunity,
} from './paid-shop-order-wins-opportunity.ts';
import { type ParkingSettings, parkedLeadResumes } from './parked-lead-resumes.ts';
import { pastValidityExpiresInquiry } from './past-validity-expires-inquiry.ts';
import { pastValidityExpiresQuotation } from './past-validity-expires-quotation.ts';
import { type ApprovalSettings, policyDemandsApproval } from './policy-demands-approval.ts';
import type { Process } from './process.ts';
import { receivedShopOrderOpensOpportunity } from './received-shop-order-opens-opportunity.ts';
import { refundedShopOrderReversesWin } from './refunded-shop-order-reverses-win.ts';
import { revokedAcceptanceReversesWin } from './revoked-acceptance-reverses-win.ts';
import { sentQuotationFeedsOpportunity } from './sent-quotation-feeds-opportunity.ts';
import { transferredOrderTakesOpportunityAlong } from './transferred-order-takes-opportunity-along.ts';
import { withdrawnConsentEndsMailings } from './withdrawn-consent-ends-mailings.ts';

/** What a business decides for all its processes. */
export interface PresalesSettings
  extends OpeningSettings,
    PaymentSettings,
    ParkingSettings,
    Partial<ApprovalSettings>,
    Partial<Pick<RecyclingSettings, 'parkingDays'>> {}

/**
 * Every process of pre-sales, in the order in which they answer an event when they run in line.
 * Without a policy no approval is asked for. Where not all are wanted, make the single ones.
 */
export const presalesProcesses = ({
  policy,
  parkingDays = defaultParkingDays,
  ...settings
}: PresalesSettings): readonly Process[] => [
  distributedLeadIsAssigned(),
  convertedLeadOpensOpportunity(settings),
  followedQuotationOpensOpportunity(settings),
  sentQuotationFeedsOpportunity(),
  acceptedQuotationWinsOpportunity(),
  revokedAcceptanceReversesWin(),
  receivedShopOrderOpensOpportunity(settings),
  transferredOrderTakesOpportunityAlong(),
  acceptedQuotationRepricesShopOrder(),
  paidShopOrderWinsOpportunity(settings),
  refundedShopOrderReversesWin(),
  cancelledShopOrderLosesOpportunity(),
  lostDealOffersRecycledLead({ parkingDays, zone: settings.zone }),
  parkedLeadResumes(settings),
  heldDealResumes(),
  pastValidityExpiresInquiry(),
  pastValidityExpiresQuotation(),
  withdrawnConsentEndsMailings(),
  ...(policy === undefined ? [] : [policyDemandsApproval({ policy })]),
];
