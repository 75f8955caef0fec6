import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventFilter } from './store/event-filter.ts';
import {
  type Expected,
  type LogRecord,
  originalOf,
  type ProposedEvent,
  type ResolvedRecord,
} from './store/log-record.ts';

const TICKS_PER_MILLISECOND = 10_000n;

/** The name in a stream identifier: bytes of UTF-8, or base64 of them. */
export const nameOf = (identifier: shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

/** A stream identifier for a name. */
export const identifierOf = (name: string): shared.StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(name, 'utf8'));

const hexOf = (bits: string): string =>
  BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');

/** The text of a UUID, whichever of its two spellings the client chose. */
export const uuidText = (uuid: shared.UUID | undefined): string => {
  const structured = uuid?.getStructured();
  if (structured === undefined) return (uuid?.getString() ?? '').toLowerCase();
  const hex = `${hexOf(structured.getMostSignificantBits())}${hexOf(structured.getLeastSignificantBits())}`;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** How a client wants ids: as text, or as two numbers of 64 bits. */
export type IdForm = 'text' | 'structured';

/** The form that the options of a request ask for; whoever says nothing gets numbers. */
export const idFormOf = (option: { hasString(): boolean } | undefined): IdForm =>
  option?.hasString() === true ? 'text' : 'structured';

const bitsOf = (hex: string): string => String(BigInt.asIntN(64, BigInt(`0x${hex}`)));

/** A UUID in either form. */
export const uuidOf = (text: string, form: IdForm): shared.UUID => {
  const uuid = new shared.UUID();
  if (form === 'text') return uuid.setString(text);
  const hex = text.replaceAll('-', '');
  return uuid.setStructured(
    new shared.UUID.Structured()
      .setMostSignificantBits(bitsOf(hex.slice(0, 16)))
      .setLeastSignificantBits(bitsOf(hex.slice(16))),
  );
};

const isUuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;
const emptyUuid = '00000000-0000-0000-0000-000000000000';

/** What a proposed event consists of on the wire, in either kind of append. */
type ProposedMessage = Pick<
  streams.AppendReq.ProposedMessage,
  'getId' | 'getMetadataMap' | 'getData_asU8' | 'getCustomMetadata_asU8'
>;

/** A proposed event that cannot be one: the server refuses the whole append. */
export class BadEvent extends Error {}

/**
 * A proposed event as it was meant.
 *
 * @throws BadEvent without a type, a content type or a proper id (ES: Data/Event.cs)
 */
export const proposedEvent = (message: ProposedMessage): ProposedEvent => {
  const properties = message.getMetadataMap();
  const id = uuidText(message.getId());
  const type = properties.get('type');
  const contentType = properties.get('content-type');
  if (!isUuid.test(id) || id === emptyUuid) throw new BadEvent(`'${id}' is no event id`);
  if (type === undefined || type === '')
    throw new BadEvent("Required Metadata Property 'type' is missing");
  if (contentType === undefined)
    throw new BadEvent("Required Metadata Property 'content-type' is missing");
  return {
    id,
    type,
    isJson: contentType === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
};

/** What the server tells of an event beside its contents; the stamp is in ticks of a hundred nanoseconds. */
export const propertiesOf = (record: LogRecord): readonly (readonly [string, string])[] => [
  ['type', record.type],
  ['created', String(BigInt(Math.trunc(record.created)) * TICKS_PER_MILLISECOND)],
  ['content-type', record.isJson ? 'application/json' : 'application/octet-stream'],
];

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

/** What opens every subscription. */
export const confirmation = (id: string): streams.ReadResp =>
  new streams.ReadResp().setConfirmation(
    new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id),
  );

/** Everything there was has been delivered; what follows is new. */
export const caughtUp = (): streams.ReadResp =>
  new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());

/** What follows is no longer new. */
export const fellBehind = (): streams.ReadResp =>
  new streams.ReadResp().setFellBehind(new streams.ReadResp.FellBehind());

/** A stream without events is told in a message, not in a status. */
export const streamNotFound = (stream: string): streams.ReadResp =>
  new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream)),
  );

/** How expectations are spelt in appends, deletions and tombstones. */
interface ExpectationOptions {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

/** The expectation of a writer. */
export const expectedOf = (options: ExpectationOptions, revision: string): Expected => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  return BigInt.asIntN(64, BigInt(revision));
};

/** The expectation as a number, as deletions tell it (`ExpectedVersion`). */
export const expectedNumber = (expected: Expected): bigint => {
  switch (expected) {
    case 'no-stream':
      return -1n;
    case 'any':
      return -2n;
    case 'stream-exists':
      return -4n;
    default:
      return expected;
  }
};

/** The filter of a read or subscription, if there is one. */
export const filterOf = (
  options: Pick<streams.ReadReq.Options.FilterOptions, 'getStreamIdentifier' | 'getEventType'>,
): EventFilter | undefined => {
  const byStream = options.getStreamIdentifier();
  const expression = byStream ?? options.getEventType();
  if (expression === undefined) return undefined;
  const regex = expression.getRegex();
  return {
    on: byStream === undefined ? 'type' : 'stream',
    prefixes: expression.getPrefixList(),
    ...(regex === '' ? {} : { regex }),
  };
};
