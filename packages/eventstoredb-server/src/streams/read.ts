import streams from '@eventstore/db-client/generated/streams_pb.js';
import * as grpc from '@grpc/grpc-js';
import { type CallContext, perform } from '../calls/call-context.ts';
import { requiresLeader } from '../calls/requires-leader.ts';
import {
  invalidArgument,
  invalidPosition,
  type RpcFailure,
  streamDeleted,
} from '../calls/rpc-failure.ts';
import { matcher } from '../store/event-filter.ts';
import type { LogRecord, ResolvedRecord } from '../store/log-record.ts';
import { type Outlet, outletOf } from '../transport/outlet.ts';
import { readEvent, streamNotFound } from './read-responses.ts';
import { READ_BATCH, type Reading, readingOf } from './reading.ts';
import { runSubscription } from './subscription.ts';
import { allSource, streamSource } from './subscription-source.ts';

type Call = grpc.ServerWritableStream<streams.ReadReq, streams.ReadResp>;

/** Streams.Read: reads or follows one stream or all. */
export const read =
  (context: CallContext) =>
  (call: Call): void => {
    const outlet = outletOf(call);
    const reading = readingOf(call.request.getOptions() ?? new streams.ReadReq.Options());
    const subscribes = reading.count === undefined;
    const refusal =
      context.access.refusal(call.metadata, '$r', reading.stream) ??
      (requiresLeader(call.metadata) ? context.redirect() : undefined) ??
      unreadable(context, reading);
    if (refusal !== undefined) {
      outlet.fail(refusal);
      return;
    }
    const fail = (error: unknown): void =>
      outlet.fail({ code: grpc.status.UNKNOWN, details: String(error) });
    const start = subscribes ? subscribe : reading.stream === '$all' ? readAll : readStream;
    perform(context, {
      operation: subscribes ? 'subscribe' : 'read',
      stream: reading.stream,
      peer: call.getPeer(),
      apply: () => undefined,
      answer: () => void start(context, reading, outlet, call.getPeer()).catch(fail),
      fail: outlet.fail,
    });
  };

/** Why a reading is impossible: no record begins at its position, or its pattern is not valid. */
const unreadable = (context: CallContext, reading: Reading): RpcFailure | undefined => {
  const { filter, checkpointInterval, count } = reading;
  if (isBetweenRecords(context, reading))
    return context.version === '24.10'
      ? invalidPosition
      : { code: grpc.status.UNKNOWN, details: 'Unexpected ReadAllResult: Error' };
  if (filter === undefined) return undefined;
  if (count === undefined && checkpointInterval === 0)
    return invalidArgument('the checkpoint interval is zero');
  try {
    matcher(filter);
    return undefined;
  } catch (error) {
    return invalidArgument(String(error));
  }
};

/**
 * Whether a position lies where no record begins, which is an error. A subscriber that claims to know
 * the end of the log is believed: nothing is read for it (`MainLoop`).
 */
const isBetweenRecords = ({ store }: CallContext, { stream, from, count }: Reading): boolean => {
  if (stream !== '$all' || typeof from !== 'bigint' || from >= store.end()) return false;
  const believed = count === undefined && from >= (store.lastPosition() ?? 0n);
  return !believed && !store.isBoundary(from);
};

type Responses = Outlet<streams.ReadResp>;

/** Sends records, and follows links if the client wants that; false once the client has gone. */
const sendAll = async (
  { store }: CallContext,
  { resolveLinks, idForm }: Reading,
  records: readonly LogRecord[],
  outlet: Responses,
): Promise<boolean> => {
  for (const record of records) {
    const resolved: ResolvedRecord = resolveLinks
      ? store.resolve(record)
      : { event: record, link: undefined };
    if (!(await outlet.send(readEvent(resolved, idForm)))) return false;
  }
  return true;
};

const readStream = async (
  context: CallContext,
  reading: Reading,
  outlet: Responses,
): Promise<void> => {
  const { store } = context;
  const { stream, backwards, count = 0 } = reading;
  let from = reading.from;
  let left = count;
  while (left > 0) {
    const limit = Math.min(left, READ_BATCH);
    const page = backwards
      ? store.readStreamBackwards(stream, from === 'start' ? 0n : from, limit)
      : store.readStreamForwards(stream, forwardsFrom(from, store.lastRevision(stream)), limit);
    if (page.result === 'deleted') return outlet.fail(streamDeleted(stream));
    if (page.result === 'not-found') {
      await outlet.send(streamNotFound(stream));
      break;
    }
    if (!(await sendAll(context, reading, page.records, outlet))) return;
    if (page.end) break;
    left -= page.records.length;
    from = page.next;
  }
  outlet.end();
};

const forwardsFrom = (from: Reading['from'], last: bigint): bigint => {
  if (from === 'start') return 0n;
  return from === 'end' ? last + 1n : from;
};

const readAll = async (
  context: CallContext,
  reading: Reading,
  outlet: Responses,
): Promise<void> => {
  const { store } = context;
  const { backwards, count = 0, filter, window } = reading;
  const accepts = filter === undefined ? undefined : matcher(filter);
  let from = reading.from === 'start' ? 0n : reading.from === 'end' ? store.end() : reading.from;
  let left = count;
  while (left > 0) {
    const limit = Math.min(left, READ_BATCH);
    const selection = accepts === undefined ? { limit } : { limit, window, accepts };
    const page = backwards
      ? store.readAllBackwards(from, selection)
      : store.readAllForwards(from, selection);
    if (!(await sendAll(context, reading, page.records, outlet))) return;
    if (page.end) break;
    left -= page.records.length;
    from = page.next;
  }
  outlet.end();
};

const subscribe = (
  context: CallContext,
  reading: Reading,
  outlet: Responses,
  peer: string,
): Promise<void> =>
  runSubscription(
    context,
    reading.stream === '$all' ? allSource(context, reading) : streamSource(context, reading),
    { stream: reading.stream, idForm: reading.idForm, peer },
    outlet,
  );
