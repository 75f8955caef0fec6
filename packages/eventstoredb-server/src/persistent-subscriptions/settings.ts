import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { GroupSettings } from '../groups/consumer-group.ts';
import type { ConsumerStrategy } from '../groups/consumer-strategy.ts';
import { type GroupOptions, startOf } from './start.ts';

const strategies: Readonly<Record<number, ConsumerStrategy>> = {
  [persistent.CreateReq.ConsumerStrategy.DISPATCHTOSINGLE]: 'DispatchToSingle',
  [persistent.CreateReq.ConsumerStrategy.ROUNDROBIN]: 'RoundRobin',
  [persistent.CreateReq.ConsumerStrategy.PINNED]: 'Pinned',
};

const TICKS_PER_MILLISECOND = 10_000n;

const milliseconds = (ticks: string): number => Number(BigInt(ticks) / TICKS_PER_MILLISECOND);

/** The settings in a request; its times may be in milliseconds or in ticks. */
export const settingsOf = (options: GroupOptions): GroupSettings => {
  const settings = options.getSettings() ?? new persistent.CreateReq.Settings();
  return {
    resolveLinks: settings.getResolveLinks(),
    extraStatistics: settings.getExtraStatistics(),
    messageTimeout: settings.hasMessageTimeoutTicks()
      ? milliseconds(settings.getMessageTimeoutTicks())
      : settings.getMessageTimeoutMs(),
    maxRetryCount: settings.getMaxRetryCount(),
    checkpointAfter: settings.hasCheckpointAfterTicks()
      ? milliseconds(settings.getCheckpointAfterTicks())
      : settings.getCheckpointAfterMs(),
    minCheckpointCount: settings.getMinCheckpointCount(),
    maxCheckpointCount: settings.getMaxCheckpointCount(),
    maxSubscriberCount: settings.getMaxSubscriberCount(),
    liveBufferSize: settings.getLiveBufferSize(),
    readBatchSize: settings.getReadBatchSize(),
    historyBufferSize: settings.getHistoryBufferSize(),
    strategy: strategies[settings.getNamedConsumerStrategy()] ?? 'RoundRobin',
    startFrom: startOf(options),
  };
};

/** What is wrong with settings: a batch must fit into the buffer (`PersistentSubscription`'s constructor). */
export const wrongSettings = ({
  readBatchSize,
  historyBufferSize,
}: GroupSettings): string | undefined =>
  readBatchSize >= historyBufferSize
    ? 'ReadBatchSize may not be greater than or equal to BufferSize'
    : undefined;
