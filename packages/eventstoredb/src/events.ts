import { EventLogError, instant, type StoredEvent } from '@presales/kernel';
import type { SerialisedEvent } from '@presales/kernel/store';
import type { ClientEvent, ClientRecord } from './client.ts';
import { fromServerMetadata, toServerMetadata } from './metadata.ts';

/**
 * An event for the client: its data parsed anew from their JSON, so that nothing the caller still
 * holds can change them, and nothing in them can make the client's own JSON.stringify throw, which
 * would leave the append unanswered for ever.
 */
export const toClientEvent = (serialised: SerialisedEvent): ClientEvent => ({
  id: serialised.event.id,
  contentType: 'application/json',
  type: serialised.event.type,
  data: JSON.parse(serialised.data),
  metadata: toServerMetadata(serialised),
});

/**
 * An event of the server that is one of ours to show, in our terms; `stream` is our name for it.
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
 * Where an event stands in the log. For all events that are written by today's means the commit
 * position and the prepare position are one number.
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
