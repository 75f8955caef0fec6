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
import { expectedOf } from '../wire/expected-revision.ts';
import { BadEvent, proposedEvent } from '../wire/proposed-event.ts';
import { identifierOf, nameOf } from '../wire/stream-identifier.ts';
import { uuidText } from '../wire/uuid.ts';
import { appendSize } from './append.ts';

type Call = grpc.ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

interface Pending {
  readonly correlation: shared.UUID;
  readonly stream: string;
  readonly expected: Expected;
  readonly events: ProposedEvent[];
}

/**
 * Streams.BatchAppend: many appends over one call, each with a correlation id of its own
 * (ES: Streams.BatchAppend.cs). What goes wrong with one append is reported in a message. A missing
 * leader ends the call, and with it every append that was under way: requests that still arrive are
 * not carried out, and appends that were held back are not answered.
 */
export const batchAppend =
  (context: CallContext) =>
  (call: Call): void => {
    const batches = new BatchCall(context, call);
    call.on('error', () => batches.close());
    call.on('data', (request: streams.BatchAppendReq) => batches.receive(request));
    call.on('end', () => call.end());
  };

/** One call, and the appends that have begun on it. */
class BatchCall {
  readonly #context: CallContext;
  readonly #call: Call;
  readonly #pending = new Map<string, Pending>();
  #isOver = false;

  constructor(context: CallContext, call: Call) {
    this.#context = context;
    this.#call = call;
  }

  /**
   * From now on nothing is received or answered: an answer after the end would destroy the call
   * before it could say why it ends, and its client would wait for ever.
   */
  close(): void {
    this.#isOver = true;
  }

  receive(request: streams.BatchAppendReq): void {
    if (this.#isOver) return;
    const append = this.#begin(request);
    if (append !== undefined && this.#collect(append, request) && request.getIsFinal())
      this.#finish(append);
  }

  /** The append that a request belongs to; undefined when it is refused from the start. */
  #begin(request: streams.BatchAppendReq): Pending | undefined {
    const options = request.getOptions();
    const correlation = request.getCorrelationId() ?? new shared.UUID();
    const known = this.#pending.get(uuidText(correlation));
    if (options === undefined || known !== undefined) return known;
    const begun: Pending = {
      correlation,
      stream: nameOf(options.getStreamIdentifier()),
      expected: expectedOf(options, options.getStreamPosition()),
      events: [],
    };
    const refusal = this.#refusalOf(begun, options.getDeadline()?.toDate().getTime());
    if (refusal !== undefined) return void this.#refuse(begun, refusal);
    this.#pending.set(uuidText(correlation), begun);
    return begun;
  }

  /** The deadline is a point in time, set by the client's clock and compared with the server's. */
  #refusalOf({ stream }: Pending, deadline: number | undefined): status.Status | undefined {
    const { access, now } = this.#context;
    if (access.refusal(this.#call.metadata, '$w', stream) !== undefined) return accessDenied();
    return deadline !== undefined && deadline <= now() ? timeout() : undefined;
  }

  /** Takes in the events of a request; false when the append is refused because of them. */
  #collect(append: Pending, request: streams.BatchAppendReq): boolean {
    try {
      append.events.push(...request.getProposedMessagesList().map(proposedEvent));
    } catch (error) {
      if (!(error instanceof BadEvent)) throw error;
      this.#refuse(append, badRequest(error.message));
      return false;
    }
    const limit = this.#context.maxAppendSize();
    if (appendSize(append.events) <= limit) return true;
    this.#refuse(append, tooLarge(limit));
    return false;
  }

  #finish(append: Pending): void {
    this.#pending.delete(uuidText(append.correlation));
    const { stream, expected, events } = append;
    const { metadata } = this.#call;
    const redirect = requiresLeader(metadata) ? this.#context.redirect() : undefined;
    if (redirect !== undefined) {
      this.#end(redirect);
      return;
    }
    perform(this.#context, {
      operation: 'append',
      stream,
      peer: this.#call.getPeer(),
      apply: () => this.#context.store.append(stream, expected, events),
      answer: (outcome) => this.#answer(append, responseTo(outcome, append)),
      fail: (failure) => this.#end(failure),
    });
  }

  #refuse(append: Pending, error: status.Status): void {
    this.#pending.delete(uuidText(append.correlation));
    this.#answer(append, new streams.BatchAppendResp().setError(error));
  }

  #answer({ correlation, stream }: Pending, response: streams.BatchAppendResp): void {
    if (this.#isOver || this.#call.cancelled) return;
    this.#call.write(
      response.setCorrelationId(correlation).setStreamIdentifier(identifierOf(stream)),
    );
  }

  #end(failure: RpcFailure): void {
    this.#call.emit('error', statusOf(failure));
  }
}

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

/** A `google.rpc.Status` whose one detail is a message about what went wrong. */
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
