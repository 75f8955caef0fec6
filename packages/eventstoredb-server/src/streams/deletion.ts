import type streams from '@eventstore/db-client/generated/streams_pb.js';
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
import { expectedNumber, expectedOf } from '../wire/expected-revision.ts';
import { nameOf } from '../wire/stream-identifier.ts';

/** One of the two ways to delete a stream. */
export interface Deletion<Request, Response> {
  readonly operation: 'delete' | 'tombstone';
  readonly optionsOf: (
    request: Request,
  ) => streams.DeleteReq.Options | streams.TombstoneReq.Options;
  readonly apply: (stream: string, expected: Expected) => WriteOutcome;
  /** The response when it is done, at this position. */
  readonly done: (position: bigint | undefined) => Response;
}

/** A call that deletes a stream in either way. */
export const deletionCall =
  <Request, Response>(
    context: CallContext,
    { operation, optionsOf, apply, done }: Deletion<Request, Response>,
  ): grpc.handleUnaryCall<Request, Response> =>
  (call, reply) => {
    const options = optionsOf(call.request);
    const stream = nameOf(options.getStreamIdentifier());
    const expected = expectedOf(options, options.getRevision());
    const fail = (failure: RpcFailure): void => reply(statusOf(failure));
    const refusal =
      context.access.refusal(call.metadata, '$d', stream) ??
      (requiresLeader(call.metadata) ? context.redirect() : undefined);
    if (refusal !== undefined) return fail(refusal);
    perform(context, {
      operation,
      stream,
      peer: call.getPeer(),
      apply: () => apply(stream, expected),
      answer: (outcome) => {
        switch (outcome.outcome) {
          case 'deleted':
            return fail(streamDeleted(stream));
          case 'wrong-expected-version':
            return fail(wrongExpectedVersion(stream, expectedNumber(expected), outcome.actual));
          default:
            return reply(null, done(outcome.position));
        }
      },
      fail,
    });
  };
