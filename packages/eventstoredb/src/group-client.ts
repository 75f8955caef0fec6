import type { ClientFilter, ClientResolved } from './client.ts';

/** What a consumer group asks of a client, structurally: that of @eventstore/db-client 6.2 fits. */
export interface ConsumerGroupClient {
  createPersistentSubscriptionToAll(
    group: string,
    settings: ConsumerGroupSettings,
    options: { filter: ClientFilter },
  ): Promise<void>;
  subscribeToPersistentSubscriptionToAll(
    group: string,
    options: { bufferSize: number },
  ): GroupSubscription;
  replayParkedMessagesToAll(group: string): Promise<void>;
  createPersistentSubscriptionToStream(
    stream: string,
    group: string,
    settings: ConsumerGroupSettings,
  ): Promise<void>;
  subscribeToPersistentSubscriptionToStream(
    stream: string,
    group: string,
    options: { bufferSize: number },
  ): GroupSubscription;
  replayParkedMessagesToStream(stream: string, group: string): Promise<void>;
}

/** How the server treats a group, in the client's terms. */
export interface ConsumerGroupSettings {
  startFrom: 'start' | 'end';
  resolveLinkTos: boolean;
  extraStatistics: boolean;
  messageTimeout: number;
  maxRetryCount: number;
  checkPointAfter: number;
  checkPointLowerBound: number;
  checkPointUpperBound: number;
  maxSubscriberCount: 'unbounded' | number;
  liveBufferSize: number;
  readBatchSize: number;
  historyBufferSize: number;
  consumerStrategyName: string;
}

/** An event that the group was given, and how often before. */
export interface GroupDelivery extends ClientResolved {
  retryCount?: number | undefined;
}

/** A subscription of one worker. */
export interface GroupSubscription extends AsyncIterable<GroupDelivery> {
  ack(...events: GroupDelivery[]): Promise<void>;
  nack(
    action: 'park' | 'retry' | 'skip',
    reason: string,
    ...events: GroupDelivery[]
  ): Promise<void>;
  unsubscribe(): Promise<void>;
}
