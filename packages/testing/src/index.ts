export { commandsFor, eventsFor, fitting } from './arbitraries.ts';
export { campaignStories } from './arbitraries-campaign.ts';
export { engagementStories } from './arbitraries-engagement.ts';
export { inquiryStories } from './arbitraries-inquiry.ts';
export { leadStories } from './arbitraries-lead.ts';
export { opportunityStories } from './arbitraries-opportunity.ts';
export { partyStories } from './arbitraries-party.ts';
export { priceListStories } from './arbitraries-price-list.ts';
export { productStories, supplierStories } from './arbitraries-product.ts';
export { quotationStories } from './arbitraries-quotation.ts';
export { shopOrderStories } from './arbitraries-shop-order.ts';
export { type EventLogContract, eventLogContract } from './event-log-contract/index.ts';
export { type Histories, histories, type Visit } from './histories.ts';
export {
  type ReadModelPlace,
  type ReadModelStoreContract,
  readModelStoreContract,
} from './read-model-contract/index.ts';
export {
  type LedgerEvent,
  type LedgerRows,
  ledger,
  ledgerByHand,
  ledgerEvents,
  ledgerRows,
  storedLedgerEvent,
} from './read-model-contract/ledger.ts';
export { type ReadModelHashOptions, readModelHash } from './read-model-hash.ts';
export { type Given, type Outcome, scenario } from './scenario.ts';
export type { TestRunner } from './test-runner.ts';
