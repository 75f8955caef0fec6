import type { LogFilter } from './filter.ts';
import type {
  ConsumerGroupClient,
  ConsumerGroupSettings,
  GroupSubscription,
} from './group-client.ts';

/** Where the events of a group come from: the whole log, or one stream. */
export interface GroupSource {
  readonly create: (settings: GroupBehaviour) => Promise<void>;
  readonly subscribe: (bufferSize: number) => GroupSubscription;
  readonly replayParked: () => Promise<void>;
}

/** What differs from group to group; the rest is as the server has it by default. */
export type GroupBehaviour = Pick<
  ConsumerGroupSettings,
  'startFrom' | 'messageTimeout' | 'maxRetryCount'
>;

/** A group on `$all`: the server leaves out what the filter does not want. */
export const groupOnAll = (
  client: ConsumerGroupClient,
  group: string,
  { server }: LogFilter,
): GroupSource => ({
  create: (settings) =>
    client.createPersistentSubscriptionToAll(
      group,
      { ...defaults, resolveLinkTos: false, ...settings },
      { filter: { ...server, checkpointInterval: 1, checkpointReached: () => undefined } },
    ),
  subscribe: (bufferSize) => client.subscribeToPersistentSubscriptionToAll(group, { bufferSize }),
  replayParked: () => client.replayParkedMessagesToAll(group),
});

/**
 * A group on one stream. If that is a stream of links, such as `$ce-quotation`, the group gets the
 * events that they lead to.
 */
export const groupOnStream = (
  client: ConsumerGroupClient,
  group: string,
  stream: string,
): GroupSource => ({
  create: (settings) =>
    client.createPersistentSubscriptionToStream(stream, group, {
      ...defaults,
      resolveLinkTos: stream.startsWith('$'),
      ...settings,
    }),
  subscribe: (bufferSize) =>
    client.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize }),
  replayParked: () => client.replayParkedMessagesToStream(stream, group),
});

/** The server's own defaults, as the client spells them. */
const defaults = {
  extraStatistics: false,
  checkPointAfter: 2_000,
  checkPointLowerBound: 10,
  checkPointUpperBound: 1_000,
  maxSubscriberCount: 'unbounded',
  liveBufferSize: 500,
  readBatchSize: 20,
  historyBufferSize: 500,
  consumerStrategyName: 'RoundRobin',
} as const;
