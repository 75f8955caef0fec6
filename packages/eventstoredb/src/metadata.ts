import type { EventMetadata, Instant } from '@presales/kernel';
import { isInstant, type SerialisedEvent } from '@presales/kernel/store';

/**
 * An event's metadata as it stands on the server: ours, and beside them the version of the data and
 * EventStoreDB's own conventions, so that its projection `$by_correlation_id` and its tools find
 * what belongs together. They are written as bytes, by adding to the JSON there is already, because
 * the client would turn an object into JSON again, that into base64, and read the base64 twice.
 */
export const toServerMetadata = ({
  event: { version, recordedAt, metadata },
  metadata: json,
}: SerialisedEvent): Uint8Array => {
  const recorded = recordedAt === undefined ? '' : `,"recordedAt":${JSON.stringify(recordedAt)}`;
  const correlation = JSON.stringify(metadata.correlationId);
  const causation = JSON.stringify(metadata.causationId);
  const text = `${json.slice(0, -1)},"version":${version}${recorded},"$correlationId":${correlation},"$causationId":${causation}}`;
  // The client recognises bytes by their class, Uint8Array, and a Buffer has another.
  return new Uint8Array(Buffer.from(text));
};

/** What the server's metadata of an event tell. */
export interface ReadMetadata {
  readonly metadata: EventMetadata;
  readonly version: number;
  /** When another log recorded it, where it was copied from there. */
  readonly recordedAt?: Instant;
}

/**
 * Reads metadata back. An event that another program wrote has none of ours. It then counts as its
 * own cause, as having happened when it was stored, and as of the first version; a time of recording
 * that is no instant is none.
 */
export const fromServerMetadata = (stored: unknown, id: string, created: Instant): ReadMetadata => {
  const {
    version,
    recordedAt,
    $correlationId = id,
    $causationId = id,
    ...ours
  }: Record<string, unknown> = isObject(stored) ? stored : {};
  return {
    // Read back as written by `toServerMetadata`; the fields stand in for a foreign writer's.
    metadata: {
      actor: 'unknown',
      commandId: id,
      correlationId: String($correlationId),
      causationId: String($causationId),
      occurredAt: created,
      ...ours,
    },
    version: typeof version === 'number' ? version : 1,
    ...(isInstant(recordedAt) ? { recordedAt } : {}),
  };
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);
