import { EventLogError, instant, type StoredEvent } from '@presales/kernel';
import type { SerialisedEvent } from '@presales/kernel/store';
import type { ClientEvent, ClientRecord } from './client.ts';
import { fromServerMetadata, toServerMetadata } from './metadata.ts';

/**
 * An event for the client. Its data are parsed anew from their JSON, so that the caller can no
 * longer change them, and so that nothing in them makes the client's own JSON.stringify throw,
 * which would leave the append unanswered for ever.
 */
export const toClientEvent = (serialised: SerialisedEvent): ClientEvent => ({
  id: serialised.event.id,
  contentType: 'application/json',
  type: serialised.event.type,
  data: JSON.parse(serialised.data),
  metadata: toServerMetadata(serialised),
});

/**
 * An event of the server as the port has it. `stream` is the name of its stream in this log.
 */
export const toStoredEvent = (record: ClientRecord, stream: string): StoredEvent => {
  const created = instant(record.created);
  const { metadata, version, recordedAt } = fromServerMetadata(record.metadata, record.id, created);
  return {
    id: record.id,
    type: record.type,
    version,
    data: dataOf(record),
    metadata,
    stream,
    revision: BigInt(record.revision),
    position: positionOf(record),
    recordedAt: recordedAt ?? created,
  };
};

/**
 * Where an event stands in the log. Commit position and prepare position are the same number for
 * every event that today's servers write.
 *
 * @throws EventLogError where the server does not tell
 */
export const positionOf = ({ position }: ClientRecord): bigint => {
  if (position === undefined)
    throw new EventLogError(
      'event-log/newer-version',
      'the server does not tell the positions of events: it is older than 22.6',
    );
  return BigInt(position.commit);
};

/**
 * Another program's data may be bytes, or JSON that is no object: they are shown as what they are.
 */
const dataOf = ({ data }: ClientRecord): object => {
  if (data instanceof Uint8Array) return { base64: Buffer.from(data).toString('base64') };
  return typeof data === 'object' && data !== null ? data : { value: data };
};
