import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { GroupMessage } from '../groups/consumer-group.ts';
import { type LogRecord, originalOf } from '../store/log-record.ts';
import { propertiesOf } from '../wire/event-properties.ts';
import { identifierOf } from '../wire/stream-identifier.ts';
import { type IdForm, uuidOf } from '../wire/uuid.ts';
import { MINUS_ONE } from './minus-one.ts';

type Recorded = persistent.ReadResp.ReadEvent.RecordedEvent;

/** `PersistentSubscriptions.Read` tells positions only to groups that follow `$all`. */
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

/** A message as a consumer receives it. */
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
