import code from '@eventstore/db-client/generated/code_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type * as grpc from '@grpc/grpc-js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { type CallContext, perform } from '../calls/call-context.ts';
import { requiresLeader } from '../calls/requires-leader.ts';
import { type RpcFailure, statusOf } from '../calls/rpc-failure.ts';
import type { Expected, ProposedEvent } from '../store/log-record.ts';
import type { WriteOutcome } from '../store/store.ts';
import { BadEvent, expectedOf, identifierOf, nameOf, proposedEvent, uuidText } from '../wire.ts';
import { appendSize } from './append.ts';

type Call = grpc.ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

interface Pending {
  readonly correlation: shared.UUID;
  readonly stream: string;
  readonly expected: Expected;
  readonly events: ProposedEvent[];
}

/**
 * Streams.BatchAppend: many appends over one call, each under a correlation id of its own
 * (ES: Streams.BatchAppend.cs). What goes wrong with one append is a message; a missing leader ends
 * the call, and with it every append that was under way: what still comes over it is not done, and
 * what was held back is not answered.
 */
export const batchAppend =
  (context: CallContext) =>
  (call: Call): void => {
    const pending = new Map<string, Pending>();
    let over = false;
    // An answer after the end would destroy the call before it could say why it ends, and its client
    // would wait for ever.
    call.on('error', () => {
      over = true;
    });
    const end = (failure: RpcFailure): boolean => call.emit('error', statusOf(failure));
    const answer = (to: Pending, response: streams.BatchAppendResp): void => {
      if (!over && !call.cancelled)
        call.write(
          response.setCorrelationId(to.correlation).setStreamIdentifier(identifierOf(to.stream)),
        );
    };
    const refuse = (to: Pending, error: status.Status): void => {
      pending.delete(uuidText(to.correlation));
      answer(to, new streams.BatchAppendResp().setError(error));
    };

    const begin = (request: streams.BatchAppendReq): Pending | undefined => {
      const options = request.getOptions();
      const correlation = request.getCorrelationId() ?? new shared.UUID();
      const known = pending.get(uuidText(correlation));
      if (options === undefined || known !== undefined) return known;
      const begun: Pending = {
        correlation,
        stream: nameOf(options.getStreamIdentifier()),
        expected: expectedOf(options, options.getStreamPosition()),
        events: [],
      };
      if (context.access.refusal(call.metadata, '$w', begun.stream) !== undefined)
        return void refuse(begun, accessDenied());
      // The deadline is a point in time, told by the client's clock and read by the server's.
      const deadline = options.getDeadline()?.toDate().getTime();
      if (deadline !== undefined && deadline <= context.now()) return void refuse(begun, timeout());
      pending.set(uuidText(correlation), begun);
      return begun;
    };

    const collect = (to: Pending, request: streams.BatchAppendReq): boolean => {
      try {
        to.events.push(...request.getProposedMessagesList().map(proposedEvent));
      } catch (error) {
        if (!(error instanceof BadEvent)) throw error;
        refuse(to, badRequest(error.message));
        return false;
      }
      const limit = context.maxAppendSize();
      if (appendSize(to.events) <= limit) return true;
      refuse(to, tooLarge(limit));
      return false;
    };

    const finish = (write: Pending): void => {
      pending.delete(uuidText(write.correlation));
      const { stream, expected, events } = write;
      const redirect = requiresLeader(call.metadata) ? context.redirect() : undefined;
      if (redirect !== undefined) return void end(redirect);
      perform(context, {
        operation: 'append',
        stream,
        peer: call.getPeer(),
        apply: () => context.store.append(stream, expected, events),
        answer: (outcome) => answer(write, responseTo(outcome, write)),
        fail: end,
      });
    };

    call.on('data', (request: streams.BatchAppendReq) => {
      if (over) return;
      const to = begin(request);
      if (to !== undefined && collect(to, request) && request.getIsFinal()) finish(to);
    });
    call.on('end', () => call.end());
  };

const responseTo = (
  outcome: WriteOutcome,
  { stream, expected }: Pending,
): streams.BatchAppendResp => {
  const response = new streams.BatchAppendResp();
  switch (outcome.outcome) {
    case 'deleted':
      return response.setError(deleted(stream));
    case 'wrong-expected-version':
      return response.setError(conflict(outcome.actual, expected));
    default:
      return response.setSuccess(success(outcome.revision, outcome.position));
  }
};

const success = (
  revision: bigint,
  position: bigint | undefined,
): streams.BatchAppendResp.Success => {
  const message = new streams.BatchAppendResp.Success();
  if (revision < 0n) message.setNoStream(new empty.Empty());
  else message.setCurrentRevision(String(revision));
  return position === undefined
    ? message.setNoPosition(new empty.Empty())
    : message.setPosition(
        new shared.AllStreamPosition()
          .setCommitPosition(String(position))
          .setPreparePosition(String(position)),
      );
};

/** `google.rpc.Status` with one detail: what went wrong, by the name of its message. */
const problem = (
  kind: code.Code,
  message: string,
  type: string,
  detail: { serializeBinary: () => Uint8Array },
): status.Status => {
  const details = new any.Any();
  details.pack(detail.serializeBinary(), `event_store.client.${type}`);
  return new status.Status().setCode(kind).setMessage(message).setDetails(details);
};

const conflict = (actual: bigint, expected: Expected): status.Status => {
  const detail = new shared.WrongExpectedVersion();
  if (actual < 0n) detail.setCurrentNoStream(new empty.Empty());
  else detail.setCurrentStreamRevision(String(actual));
  if (expected === 'any') detail.setExpectedAny(new empty.Empty());
  else if (expected === 'no-stream') detail.setExpectedNoStream(new empty.Empty());
  else if (expected === 'stream-exists') detail.setExpectedStreamExists(new empty.Empty());
  else detail.setExpectedStreamPosition(String(expected));
  return problem(code.Code.ALREADY_EXISTS, 'WrongExpectedVersion', 'WrongExpectedVersion', detail);
};

const deleted = (stream: string): status.Status =>
  problem(
    code.Code.ALREADY_EXISTS,
    'StreamDeleted',
    'StreamDeleted',
    new shared.StreamDeleted().setStreamIdentifier(identifierOf(stream)),
  );

const accessDenied = (): status.Status =>
  problem(code.Code.PERMISSION_DENIED, 'AccessDenied', 'AccessDenied', new shared.AccessDenied());

const timeout = (): status.Status =>
  problem(code.Code.DEADLINE_EXCEEDED, 'Timeout', 'Timeout', new shared.Timeout());

const badRequest = (reason: string): status.Status =>
  problem(
    code.Code.INVALID_ARGUMENT,
    'BadRequest',
    'BadRequest',
    new shared.BadRequest().setMessage(reason),
  );

const tooLarge = (limit: number): status.Status =>
  problem(
    code.Code.INVALID_ARGUMENT,
    'MaximumAppendSizeExceeded',
    'MaximumAppendSizeExceeded',
    new shared.MaximumAppendSizeExceeded().setMaxappendsize(limit),
  );
