export type {
  ClientAppended,
  ClientAppendOptions,
  ClientBuffer,
  ClientEvent,
  ClientFilter,
  ClientPosition,
  ClientReadAllOptions,
  ClientReading,
  ClientReadStreamOptions,
  ClientRecord,
  ClientResolved,
  ClientSubscribeOptions,
  ClientSubscription,
  EventStoreDbClient,
} from './client.ts';
export {
  type ConsumerGroup,
  type ConsumerGroupOptions,
  consumerGroup,
  type GroupEvent,
  type Verdict,
} from './consumer-group.ts';
export {
  type EventStoreDbEventLog,
  type EventStoreDbOptions,
  type EventStoreDbPlace,
  eventStoreDbEventLog,
  type Health,
} from './event-log.ts';
export type { FollowerStatus } from './follow.ts';
export type {
  ConsumerGroupClient,
  ConsumerGroupSettings,
  GroupDelivery,
  GroupSubscription,
} from './group-client.ts';
export type { After } from './timers.ts';
