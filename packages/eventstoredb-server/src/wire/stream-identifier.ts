import shared from '@eventstore/db-client/generated/shared_pb.js';

/** The name in a stream identifier: bytes of UTF-8, or base64 of them. */
export const nameOf = (identifier: shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

/** The stream identifier for a name. */
export const identifierOf = (name: string): shared.StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(name, 'utf8'));
