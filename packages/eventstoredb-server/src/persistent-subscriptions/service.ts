import services from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import type { ConsumerGroups } from '../groups/consumer-groups.ts';
import type { SupportedMethod } from '../server-features/get-supported-methods.ts';
import type { Service } from '../transport/node.ts';
import type { OpenCalls } from '../transport/open-calls.ts';
import { create } from './create.ts';
import { remove } from './delete.ts';
import { getInfo } from './get-info.ts';
import { list } from './list.ts';
import { read } from './read.ts';
import { replayParked } from './replay-parked.ts';
import { restartSubsystem } from './restart-subsystem.ts';
import { update } from './update.ts';

/** The PersistentSubscriptions service of one node; only the leader answers. */
export const persistentSubscriptionsService = (
  context: CallContext,
  calls: OpenCalls,
  groups: ConsumerGroups,
): Service => ({
  definition: services.PersistentSubscriptionsService,
  implementation: {
    create: create(context, groups),
    update: update(context, groups),
    delete: remove(context, groups),
    getInfo: getInfo(context, groups),
    replayParked: replayParked(context, groups),
    list: list(context, groups),
    restartSubsystem: restartSubsystem(context, groups),
    read: calls.streaming(read(context, groups)),
  },
});

const name = 'event_store.client.persistent_subscriptions.persistentsubscriptions';

/** What the service can do, and for which streams (ES: ServerFeatures.cs). */
export const persistentSubscriptionsMethods: readonly SupportedMethod[] = [
  [name, 'create', 'stream', 'all'],
  [name, 'update', 'stream', 'all'],
  [name, 'delete', 'stream', 'all'],
  [name, 'read', 'stream', 'all'],
  [name, 'getinfo', 'stream', 'all'],
  [name, 'replayparked', 'stream', 'all'],
  [name, 'list', 'stream', 'all'],
  [name, 'restartsubsystem'],
];
