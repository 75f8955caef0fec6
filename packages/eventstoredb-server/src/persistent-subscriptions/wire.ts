import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import {
  type ConsumerGroup,
  type GroupMessage,
  type GroupSettings,
  type NackAction,
  placeText,
} from '../groups/consumer-group.ts';
import type { ConsumerStrategy } from '../groups/consumer-strategy.ts';
import { type LogRecord, originalOf } from '../store/log-record.ts';
import { type IdForm, identifierOf, propertiesOf, uuidOf } from '../wire.ts';

/** -1 as an unsigned number: a position that is not known, a start that is the end. */
const MINUS_ONE = '18446744073709551615';

type Recorded = persistent.ReadResp.ReadEvent.RecordedEvent;

/** `PersistentSubscriptions.Read` knows positions of groups on `$all` only. */
const recorded = (record: LogRecord, positioned: boolean, form: IdForm): Recorded => {
  const position = positioned ? String(record.position) : MINUS_ONE;
  const message = new persistent.ReadResp.ReadEvent.RecordedEvent()
    .setId(uuidOf(record.id, form))
    .setStreamIdentifier(identifierOf(record.stream))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  for (const [key, value] of propertiesOf(record)) message.getMetadataMap().set(key, value);
  return message;
};

/** A message as a consumer gets it. */
export const delivered = (
  { resolved, retryCount }: GroupMessage,
  positioned: boolean,
  form: IdForm,
): persistent.ReadResp => {
  const { event, link } = resolved;
  const message = new persistent.ReadResp.ReadEvent().setRetryCount(retryCount);
  if (event !== undefined) message.setEvent(recorded(event, positioned, form));
  if (link !== undefined) message.setLink(recorded(link, positioned, form));
  const original = originalOf(resolved);
  if (positioned && original !== undefined) message.setCommitPosition(String(original.position));
  else message.setNoPosition(new shared.Empty());
  return new persistent.ReadResp().setEvent(message);
};

type Settings = persistent.CreateReq.Settings | persistent.UpdateReq.Settings;

const strategies: Readonly<Record<number, ConsumerStrategy>> = {
  [persistent.CreateReq.ConsumerStrategy.DISPATCHTOSINGLE]: 'DispatchToSingle',
  [persistent.CreateReq.ConsumerStrategy.ROUNDROBIN]: 'RoundRobin',
  [persistent.CreateReq.ConsumerStrategy.PINNED]: 'Pinned',
};

const TICKS_PER_MILLISECOND = 10_000n;

const milliseconds = (ticks: string): number => Number(BigInt(ticks) / TICKS_PER_MILLISECOND);

/** Settings as they came; times may be in milliseconds or in ticks. */
export const settingsOf = (
  settings: Settings,
  startFrom: GroupSettings['startFrom'],
): GroupSettings => ({
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
  startFrom,
});

/** How the options of a stream or of `$all` say where to start. */
interface StartOptions {
  hasStart(): boolean;
  hasEnd(): boolean;
}

/** Where a group on a stream starts. */
export const startInStream = (
  options: StartOptions & { getRevision(): string },
): GroupSettings['startFrom'] => {
  if (options.hasStart()) return 'start';
  return options.hasEnd() ? 'end' : BigInt(options.getRevision());
};

/** Where a group on a stream starts, as clients older than 21.10 say it, and this one, too. */
export const startByRevision = (revision: string): GroupSettings['startFrom'] =>
  revision === MINUS_ONE ? 'end' : BigInt(revision);

/** Where a group on `$all` starts. */
export const startInAll = (
  options: StartOptions & { getPosition(): { getCommitPosition(): string } | undefined },
): GroupSettings['startFrom'] => {
  const position = options.getPosition();
  if (position !== undefined) return BigInt(position.getCommitPosition());
  return options.hasEnd() ? 'end' : 'start';
};

const actions: Readonly<Record<number, NackAction>> = {
  [persistent.ReadReq.Nack.Action.PARK]: 'park',
  [persistent.ReadReq.Nack.Action.RETRY]: 'retry',
  [persistent.ReadReq.Nack.Action.SKIP]: 'skip',
  [persistent.ReadReq.Nack.Action.STOP]: 'stop',
};

/** What is to become of what was not acknowledged. */
export const actionOf = (nack: persistent.ReadReq.Nack): NackAction =>
  actions[nack.getAction()] ?? 'unknown';

const startText = ({ identity, settings: { startFrom } }: ConsumerGroup): string => {
  if (startFrom === 'end') return identity.stream === '$all' ? 'C:-1/P:-1' : '-1';
  return placeText(identity, startFrom === 'start' ? 0n : startFrom);
};

/** Everything about a group. */
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
