import services from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import type { SupportedMethod } from '../server-features/get-supported-methods.ts';
import type { Service } from '../transport/node.ts';
import type { OpenCalls } from '../transport/open-calls.ts';
import { append } from './append.ts';
import { batchAppend } from './batch-append.ts';
import { softDelete } from './delete.ts';
import { read } from './read.ts';
import { tombstone } from './tombstone.ts';

/** The Streams service of one node. */
export const streamsService = (context: CallContext, calls: OpenCalls): Service => ({
  definition: services.StreamsService,
  implementation: {
    append: calls.unary(append(context)),
    delete: calls.unary(softDelete(context)),
    tombstone: calls.unary(tombstone(context)),
    read: calls.streaming(read(context)),
    batchAppend: calls.streaming(batchAppend(context)),
  },
});

const name = 'event_store.client.streams.streams';

/** What the service can do; a client that is not told of BatchAppend appends one call at a time. */
export const streamsMethods = (offersBatchAppend: boolean): readonly SupportedMethod[] => [
  [name, 'append'],
  [name, 'read'],
  [name, 'delete'],
  [name, 'tombstone'],
  ...(offersBatchAppend ? [[name, 'batchappend'] as const] : []),
];
