import { hash } from 'node:crypto';

/** Our namespace for event ids; it may never change, or retried appends would be doubled. */
const namespace = 'a9f0c6de-5c0b-5d7c-9f0e-6b1f5a0f4a11';

/**
 * A name's UUID of version 5 (RFC 9562): the SHA-1 of namespace and name, with version and variant in
 * their places. Every event and every derived command has one, so it is made of one call of the hash.
 */
export const nameUuid = (name: string, namespace: string): string => {
  const digest = hash('sha1', Buffer.concat([bytesOf(namespace), Buffer.from(name)]), 'hex');
  const variant = (Number.parseInt(digest.charAt(16), 16) & 0b0011) | 0b1000;
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `5${digest.slice(13, 16)}`,
    `${variant.toString(16)}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-');
};

/** The bytes of each namespace, read once: there are a few, and each names a great many ids. */
const spaces = new Map<string, Buffer>();

const bytesOf = (namespace: string): Buffer => {
  const known = spaces.get(namespace);
  if (known !== undefined) return known;
  const bytes = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  spaces.set(namespace, bytes);
  return bytes;
};

/**
 * The id of the event at `index` among those that a command emits into a stream: UUIDv5 of the three,
 * so that a retried command brings the same ids and the log knows them again. The stream is part of
 * it because one request may give one command id to several aggregates.
 */
export const eventId = (stream: string, commandId: string, index: number): string =>
  nameUuid(JSON.stringify({ stream, commandId, index }), namespace);

/** A command id that follows from what caused the command: redelivery asks the same thing again. */
export const derivedId = (...parts: readonly (string | number)[]): string =>
  nameUuid(JSON.stringify(parts), namespace);
