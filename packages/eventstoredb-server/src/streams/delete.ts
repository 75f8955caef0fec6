import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type * as grpc from '@grpc/grpc-js';
import { type CallContext, perform } from '../calls/call-context.ts';
import { requiresLeader } from '../calls/requires-leader.ts';
import {
  type RpcFailure,
  statusOf,
  streamDeleted,
  wrongExpectedVersion,
} from '../calls/rpc-failure.ts';
import type { Expected } from '../store/log-record.ts';
import type { WriteOutcome } from '../store/store.ts';
import { expectedNumber, expectedOf, nameOf } from '../wire.ts';

interface Deletion {
  readonly operation: 'delete' | 'tombstone';
  readonly stream: string;
  readonly expected: Expected;
  readonly metadata: grpc.Metadata;
  readonly peer: string;
  readonly apply: () => WriteOutcome;
  readonly succeed: (position: bigint | undefined) => void;
  readonly fail: (failure: RpcFailure) => void;
}

/** Streams.Delete: the stream is hidden, and comes back with the next append. */
export const softDelete =
  (context: CallContext): grpc.handleUnaryCall<streams.DeleteReq, streams.DeleteResp> =>
  (call, reply) => {
    const options = call.request.getOptions() ?? new streams.DeleteReq.Options();
    const stream = nameOf(options.getStreamIdentifier());
    const expected = expectedOf(options, options.getRevision());
    remove(context, {
      operation: 'delete',
      stream,
      expected,
      metadata: call.metadata,
      peer: call.getPeer(),
      apply: () => context.store.softDelete(stream, expected),
      succeed: (position) =>
        reply(
          null,
          position === undefined
            ? new streams.DeleteResp().setNoPosition(new shared.Empty())
            : new streams.DeleteResp().setPosition(
                new streams.DeleteResp.Position()
                  .setCommitPosition(String(position))
                  .setPreparePosition(String(position)),
              ),
        ),
      fail: (failure) => reply(statusOf(failure)),
    });
  };

/** Streams.Tombstone: the stream ends for good. */
export const tombstone =
  (context: CallContext): grpc.handleUnaryCall<streams.TombstoneReq, streams.TombstoneResp> =>
  (call, reply) => {
    const options = call.request.getOptions() ?? new streams.TombstoneReq.Options();
    const stream = nameOf(options.getStreamIdentifier());
    const expected = expectedOf(options, options.getRevision());
    remove(context, {
      operation: 'tombstone',
      stream,
      expected,
      metadata: call.metadata,
      peer: call.getPeer(),
      apply: () => context.store.tombstone(stream, expected),
      succeed: (position) =>
        reply(
          null,
          position === undefined
            ? new streams.TombstoneResp().setNoPosition(new shared.Empty())
            : new streams.TombstoneResp().setPosition(
                new streams.TombstoneResp.Position()
                  .setCommitPosition(String(position))
                  .setPreparePosition(String(position)),
              ),
        ),
      fail: (failure) => reply(statusOf(failure)),
    });
  };

const remove = (context: CallContext, deletion: Deletion): void => {
  const { operation, stream, expected, metadata, peer, apply, succeed, fail } = deletion;
  const refusal =
    context.access.refusal(metadata, '$d', stream) ??
    (requiresLeader(metadata) ? context.redirect() : undefined);
  if (refusal !== undefined) {
    fail(refusal);
    return;
  }
  perform(context, {
    operation,
    stream,
    peer,
    apply,
    answer: (outcome) => {
      switch (outcome.outcome) {
        case 'deleted':
          return fail(streamDeleted(stream));
        case 'wrong-expected-version':
          return fail(wrongExpectedVersion(stream, expectedNumber(expected), outcome.actual));
        default:
          return succeed(outcome.position);
      }
    },
    fail,
  });
};
