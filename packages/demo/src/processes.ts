import {
  acceptedQuotationRepricesShopOrder,
  acceptedQuotationWinsOpportunity,
  cancelledShopOrderLosesOpportunity,
  convertedLeadOpensOpportunity,
  defaultParkingDays,
  followedQuotationOpensOpportunity,
  heldDealResumes,
  lostDealOffersRecycledLead,
  type Process,
  paidShopOrderWinsOpportunity,
  parkedLeadResumes,
  pastValidityExpiresInquiry,
  pastValidityExpiresQuotation,
  policyDemandsApproval,
  receivedShopOrderOpensOpportunity,
  refundedShopOrderReversesWin,
  revokedAcceptanceReversesWin,
  sentQuotationFeedsOpportunity,
  transferredOrderTakesOpportunityAlong,
  withdrawnConsentEndsMailings,
} from '@presales/processes';
import { MANAGER, SHOP } from './people.ts';
import { NEW_BUSINESS, REPEAT_BUSINESS, WEB_SHOP } from './pipelines.ts';
import { approvalPolicy } from './quotations.ts';
import { ZONE } from './timeline.ts';

/** What follows from what in the house of the story: strangers, customers and the shop have pipelines of their own. */
export const houseProcesses = (): readonly Process[] => {
  const newBusiness = { pipelineId: NEW_BUSINESS, ownerId: MANAGER, zone: ZONE };
  const repeatBusiness = { pipelineId: REPEAT_BUSINESS, ownerId: MANAGER, zone: ZONE };
  const webShop = { pipelineId: WEB_SHOP, ownerId: SHOP, zone: ZONE };
  return [
    convertedLeadOpensOpportunity(newBusiness),
    followedQuotationOpensOpportunity(repeatBusiness),
    sentQuotationFeedsOpportunity(),
    acceptedQuotationWinsOpportunity(),
    revokedAcceptanceReversesWin(),
    receivedShopOrderOpensOpportunity(webShop),
    transferredOrderTakesOpportunityAlong(),
    acceptedQuotationRepricesShopOrder(),
    paidShopOrderWinsOpportunity(),
    refundedShopOrderReversesWin(),
    cancelledShopOrderLosesOpportunity(),
    lostDealOffersRecycledLead({ parkingDays: defaultParkingDays, zone: ZONE }),
    parkedLeadResumes({ zone: ZONE }),
    heldDealResumes(),
    pastValidityExpiresInquiry(),
    pastValidityExpiresQuotation(),
    withdrawnConsentEndsMailings(),
    policyDemandsApproval({ policy: approvalPolicy }),
  ];
};
