import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import { type ConsumerGroup, placeText } from '../groups/consumer-group.ts';

const startText = ({ identity, settings: { startFrom } }: ConsumerGroup): string => {
  if (startFrom === 'end') return identity.stream === '$all' ? 'C:-1/P:-1' : '-1';
  return placeText(identity, startFrom === 'start' ? 0n : startFrom);
};

/** Everything that a client can learn about a group. */
export const infoOf = (group: ConsumerGroup): persistent.SubscriptionInfo => {
  const { identity, settings } = group;
  const figures = group.figures();
  const place = (at: bigint | undefined): string =>
    at === undefined ? '' : placeText(identity, at);
  return new persistent.SubscriptionInfo()
    .setEventSource(identity.stream)
    .setGroupName(identity.group)
    .setStatus(figures.status)
    .setTotalItems(String(figures.totalItems))
    .setCountSinceLastMeasurement('0')
    .setLastCheckpointedEventPosition(place(figures.lastCheckpoint))
    .setLastKnownEventPosition(place(figures.lastKnown))
    .setResolveLinkTos(settings.resolveLinks)
    .setStartFrom(startText(group))
    .setMessageTimeoutMilliseconds(settings.messageTimeout)
    .setExtraStatistics(settings.extraStatistics)
    .setMaxRetryCount(settings.maxRetryCount)
    .setLiveBufferSize(settings.liveBufferSize)
    .setBufferSize(settings.historyBufferSize)
    .setReadBatchSize(settings.readBatchSize)
    .setCheckPointAfterMilliseconds(settings.checkpointAfter)
    .setMinCheckPointCount(settings.minCheckpointCount)
    .setMaxCheckPointCount(settings.maxCheckpointCount)
    .setReadBufferCount(figures.buffered)
    .setLiveBufferCount('0')
    .setRetryBufferCount(figures.retrying)
    .setTotalInFlightMessages(figures.outstanding)
    .setOutstandingMessagesCount(figures.outstanding)
    .setNamedConsumerStrategy(settings.strategy)
    .setMaxSubscriberCount(settings.maxSubscriberCount)
    .setParkedMessageCount(String(figures.parked))
    .setConnectionsList(
      figures.consumers.map(({ name, free, inFlight, totalItems }) =>
        new persistent.SubscriptionInfo.ConnectionInfo()
          .setConnectionName(name)
          .setAvailableSlots(free)
          .setInFlightMessages(inFlight)
          .setTotalItems(String(totalItems))
          .setCountSinceLastMeasurement('0'),
      ),
    );
};
