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
export { type ConsumerGroup, consumerGroup } from './consumer-group.ts';
export { type EventStoreDbEventLog, eventStoreDbEventLog } from './event-log.ts';
export type { FollowerStatus } from './follower.ts';
export type {
  ConsumerGroupClient,
  ConsumerGroupSettings,
  GroupDelivery,
  GroupSubscription,
} from './group-client.ts';
export type { ConsumerGroupOptions, GroupEvent, Verdict } from './group-options.ts';
export type { Health } from './health.ts';
export type { EventStoreDbOptions, EventStoreDbPlace } from './options.ts';
export type { After } from './timers.ts';
