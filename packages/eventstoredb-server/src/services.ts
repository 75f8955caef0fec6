import gossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type { CallContext } from './calls/call-context.ts';
import { type Member, readGossip } from './gossip/read.ts';
import type { ConsumerGroups } from './groups/consumer-groups.ts';
import {
  persistentSubscriptionsMethods,
  persistentSubscriptionsService,
} from './persistent-subscriptions/service.ts';
import { getSupportedMethods } from './server-features/get-supported-methods.ts';
import { streamsMethods, streamsService } from './streams/service.ts';
import type { Service } from './transport/node.ts';
import type { OpenCalls } from './transport/open-calls.ts';

/** What the services of a node work with beside what each of its calls needs. */
export interface ServiceOptions {
  readonly calls: OpenCalls;
  readonly groups: ConsumerGroups;
  readonly members: () => readonly Member[];
  readonly offersBatchAppend: boolean;
}

/** All services of one node. */
export const servicesOf = (
  context: CallContext,
  { calls, groups, members, offersBatchAppend }: ServiceOptions,
): readonly Service[] => [
  streamsService(context, calls),
  persistentSubscriptionsService(context, calls, groups),
  {
    definition: featureServices.ServerFeaturesService,
    implementation: {
      getSupportedMethods: getSupportedMethods(context, [
        ...streamsMethods(offersBatchAppend),
        ...persistentSubscriptionsMethods,
      ]),
    },
  },
  {
    definition: gossipServices.GossipService,
    implementation: { read: readGossip(context, members) },
  },
];
