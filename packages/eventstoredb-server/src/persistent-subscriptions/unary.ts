import type * as grpc from '@grpc/grpc-js';
import { type CallContext, perform } from '../calls/call-context.ts';
import { groupMissing, type RpcFailure, statusOf } from '../calls/rpc-failure.ts';
import type { ConsumerGroup } from '../groups/consumer-group.ts';
import type { ConsumerGroups, GroupKey } from '../groups/consumer-groups.ts';

/** What a call about one group does. */
export interface GroupCall<Request, Response> {
  /** Which group the request is about. */
  readonly keyOf: (request: Request) => GroupKey;
  /** What becomes of it: the response, or a failure. */
  readonly act: (request: Request, key: GroupKey) => Response | RpcFailure;
}

/** A call that is answered with one message. Only operators may make it, and only to the leader. */
export const groupCall =
  <Request, Response>(
    context: CallContext,
    { keyOf, act }: GroupCall<Request, Response>,
  ): grpc.handleUnaryCall<Request, Response> =>
  (call, reply) => {
    const key = keyOf(call.request);
    const fail = (failure: RpcFailure): void => reply(statusOf(failure));
    const refusal = context.access.operatorRefusal(call.metadata) ?? context.redirect();
    if (refusal !== undefined) {
      fail(refusal);
      return;
    }
    perform(context, {
      operation: 'persistent',
      stream: key.stream,
      peer: call.getPeer(),
      apply: () => act(call.request, key),
      answer: (outcome) => {
        if (isFailure(outcome)) fail(outcome);
        else reply(null, outcome);
      },
      fail,
    });
  };

/** Acts on a group, or fails when there is none of that name. */
export const onGroup = <Response>(
  groups: ConsumerGroups,
  key: GroupKey,
  act: (group: ConsumerGroup) => Response,
): Response | RpcFailure => {
  const group = groups.find(key);
  return group === undefined ? groupMissing(key.stream, key.group) : act(group);
};

const isFailure = (outcome: unknown): outcome is RpcFailure =>
  typeof outcome === 'object' && outcome !== null && 'code' in outcome && 'details' in outcome;
