import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type * as grpc from '@grpc/grpc-js';
import { type CallContext, perform } from '../calls/call-context.ts';
import { requiresLeader } from '../calls/requires-leader.ts';
import {
  invalidArgument,
  maxAppendSizeExceeded,
  type RpcFailure,
  statusOf,
  streamDeleted,
} from '../calls/rpc-failure.ts';
import type { Expected, ProposedEvent } from '../store/log-record.ts';
import type { WriteOutcome } from '../store/store.ts';
import { expectedOf } from '../wire/expected-revision.ts';
import { BadEvent, proposedEvent } from '../wire/proposed-event.ts';
import { nameOf } from '../wire/stream-identifier.ts';

type Call = grpc.ServerReadableStream<streams.AppendReq, streams.AppendResp>;
type Reply = grpc.sendUnaryData<streams.AppendResp>;

/** Streams.Append: one append per call, its options first, then its events. */
export const append =
  (context: CallContext) =>
  (call: Call, reply: Reply): void => {
    const requests: streams.AppendReq[] = [];
    let settled = false;
    const settle: Reply = (...parts) => {
      if (settled) return;
      settled = true;
      reply(...parts);
    };
    const fail = (failure: RpcFailure): void => settle(statusOf(failure));
    // When a client breaks off, there is an error: what it has not finished is not written.
    call.on('error', () => requests.splice(0));
    call.on('data', (request: streams.AppendReq) => requests.push(request));
    call.on('end', () => {
      const write = read(requests);
      if ('refused' in write) return fail(write.refused);
      const { stream, expected, events } = write;
      const refusal =
        context.access.refusal(call.metadata, '$w', stream) ??
        (requiresLeader(call.metadata) ? context.redirect() : undefined) ??
        oversized(context, events);
      if (refusal !== undefined) return fail(refusal);
      perform(context, {
        operation: 'append',
        stream,
        peer: call.getPeer(),
        apply: () => context.store.append(stream, expected, events),
        answer: (outcome) => {
          if (outcome.outcome === 'deleted') fail(streamDeleted(stream));
          else settle(null, responseTo(outcome, expected));
        },
        fail,
      });
    });
  };

/** One append as its client means it. */
interface Write {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly ProposedEvent[];
}

const read = (requests: readonly streams.AppendReq[]): Write | { readonly refused: RpcFailure } => {
  const options = requests[0]?.getOptions();
  if (options === undefined) return { refused: invalidArgument('the options come first') };
  const messages = requests.slice(1).map((request) => request.getProposedMessage());
  try {
    return {
      stream: nameOf(options.getStreamIdentifier()),
      expected: expectedOf(options, options.getRevision()),
      events: messages.map((message) =>
        proposedEvent(message ?? new streams.AppendReq.ProposedMessage()),
      ),
    };
  } catch (error) {
    if (error instanceof BadEvent) return { refused: invalidArgument(error.message) };
    throw error;
  }
};

/**
 * The size of an append. Up to 24.10 only the data of its events counts, because of operator precedence
 * in `SizeOnDisk` (ES: Data/Event.cs).
 */
export const appendSize = (events: readonly ProposedEvent[]): number =>
  events.reduce((size, { data }) => size + data.length, 0);

const oversized = (
  { maxAppendSize }: CallContext,
  events: readonly ProposedEvent[],
): RpcFailure | undefined =>
  appendSize(events) > maxAppendSize() ? maxAppendSizeExceeded(maxAppendSize()) : undefined;

const responseTo = (
  outcome: Exclude<WriteOutcome, { outcome: 'deleted' }>,
  expected: Expected,
): streams.AppendResp =>
  outcome.outcome === 'wrong-expected-version'
    ? new streams.AppendResp().setWrongExpectedVersion(conflict(outcome.actual, expected))
    : new streams.AppendResp().setSuccess(success(outcome.revision, outcome.position));

const success = (revision: bigint, position: bigint | undefined): streams.AppendResp.Success => {
  const message = new streams.AppendResp.Success();
  if (revision < 0n) message.setNoStream(new shared.Empty());
  else message.setCurrentRevision(String(revision));
  return position === undefined
    ? message.setNoPosition(new shared.Empty())
    : message.setPosition(
        new streams.AppendResp.Position()
          .setCommitPosition(String(position))
          .setPreparePosition(String(position)),
      );
};

const conflict = (actual: bigint, expected: Expected): streams.AppendResp.WrongExpectedVersion => {
  const message = new streams.AppendResp.WrongExpectedVersion();
  if (actual < 0n) message.setCurrentNoStream(new shared.Empty());
  else message.setCurrentRevision(String(actual));
  switch (expected) {
    case 'any':
      return message.setExpectedAny(new shared.Empty());
    case 'no-stream':
      return message.setExpectedNoStream(new shared.Empty());
    case 'stream-exists':
      return message.setExpectedStreamExists(new shared.Empty());
    default:
      return message.setExpectedRevision(String(expected));
  }
};
