import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type shared from '@eventstore/db-client/generated/shared_pb.js';
import type * as grpc from '@grpc/grpc-js';
import { type CallContext, perform } from '../calls/call-context.ts';
import { statusOf } from '../calls/rpc-failure.ts';
import { uuidOf } from '../wire/uuid.ts';

/** A node of the cluster as the others know it. */
export interface Member {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly state: 'leader' | 'follower' | 'read-only-replica';
  readonly alive: boolean;
}

const states = {
  leader: gossip.MemberInfo.VNodeState.LEADER,
  follower: gossip.MemberInfo.VNodeState.FOLLOWER,
  'read-only-replica': gossip.MemberInfo.VNodeState.READONLYREPLICA,
} as const;

/** Gossip.Read: the members of the cluster as this node sees them. */
export const readGossip =
  (
    context: CallContext,
    members: () => readonly Member[],
  ): grpc.handleUnaryCall<shared.Empty, gossip.ClusterInfo> =>
  (call, reply) =>
    perform(context, {
      operation: 'gossip',
      stream: '',
      peer: call.getPeer(),
      apply: () =>
        new gossip.ClusterInfo().setMembersList(
          members().map(({ id, host, port, state, alive }) =>
            new gossip.MemberInfo()
              .setInstanceId(uuidOf(id, 'text'))
              .setTimeStamp(String(BigInt(Math.trunc(context.now())) * 10_000n))
              .setState(states[state])
              .setIsAlive(alive)
              .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port)),
          ),
        ),
      answer: (response) => reply(null, response),
      fail: (failure) => reply(statusOf(failure)),
    });
