import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { type LogRecord, originalOf, type ResolvedRecord } from '../store/log-record.ts';
import { propertiesOf } from '../wire/event-properties.ts';
import { identifierOf } from '../wire/stream-identifier.ts';
import { type IdForm, uuidOf } from '../wire/uuid.ts';

const recordedEvent = (
  record: LogRecord,
  form: IdForm,
): streams.ReadResp.ReadEvent.RecordedEvent => {
  const message = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(uuidOf(record.id, form))
    .setStreamIdentifier(identifierOf(record.stream))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(String(record.position))
    .setPreparePosition(String(record.position))
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  for (const [key, value] of propertiesOf(record)) message.getMetadataMap().set(key, value);
  return message;
};

/** An event as `Read` delivers it. */
export const readEvent = (resolved: ResolvedRecord, form: IdForm): streams.ReadResp => {
  const event = new streams.ReadResp.ReadEvent();
  if (resolved.event !== undefined) event.setEvent(recordedEvent(resolved.event, form));
  if (resolved.link !== undefined) event.setLink(recordedEvent(resolved.link, form));
  const position = originalOf(resolved)?.position;
  if (position === undefined) event.setNoPosition(new shared.Empty());
  else event.setCommitPosition(String(position));
  return new streams.ReadResp().setEvent(event);
};

/** A checkpoint of a filtered subscription. */
export const checkpointAt = (position: bigint): streams.ReadResp =>
  new streams.ReadResp().setCheckpoint(
    new streams.ReadResp.Checkpoint()
      .setCommitPosition(String(position))
      .setPreparePosition(String(position)),
  );

/** The first message of every subscription. */
export const confirmation = (id: string): streams.ReadResp =>
  new streams.ReadResp().setConfirmation(
    new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id),
  );

/** All history has been delivered; what follows is live. */
export const caughtUp = (): streams.ReadResp =>
  new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());

/** The subscriber fell behind; what follows is history again. */
export const fellBehind = (): streams.ReadResp =>
  new streams.ReadResp().setFellBehind(new streams.ReadResp.FellBehind());

/** A stream without events is reported by a message, not by a status. */
export const streamNotFound = (stream: string): streams.ReadResp =>
  new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream)),
  );
