import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ProposedEvent } from '../store/log-record.ts';
import { uuidText } from './uuid.ts';

const isUuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;
const emptyUuid = '00000000-0000-0000-0000-000000000000';

/** What a proposed event consists of on the wire, in Append and in BatchAppend. */
type ProposedMessage = Pick<
  streams.AppendReq.ProposedMessage,
  'getId' | 'getMetadataMap' | 'getData_asU8' | 'getCustomMetadata_asU8'
>;

/** A proposed event that is malformed: the server refuses the whole append. */
export class BadEvent extends Error {}

/**
 * Reads a proposed event.
 *
 * @throws BadEvent if it lacks a type, a content type or a valid id (ES: Data/Event.cs)
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
