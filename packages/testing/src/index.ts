export * from './arbitraries.ts';
export * from './arbitraries-campaign.ts';
export * from './arbitraries-engagement.ts';
export * from './arbitraries-inquiry.ts';
export * from './arbitraries-lead.ts';
export * from './arbitraries-opportunity.ts';
export * from './arbitraries-party.ts';
export * from './arbitraries-price-list.ts';
export * from './arbitraries-product.ts';
export * from './arbitraries-quotation.ts';
export * from './arbitraries-shop-order.ts';
export { type EventLogContract, eventLogContract } from './event-log-contract/index.ts';
export * from './histories.ts';
export * from './read-model-contract/index.ts';
export {
  type LedgerEvent,
  type LedgerRows,
  ledger,
  ledgerByHand,
  ledgerEvents,
  ledgerRows,
  storedLedgerEvent,
} from './read-model-contract/ledger.ts';
export * from './read-model-hash.ts';
export * from './scenario.ts';
