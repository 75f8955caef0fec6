import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import type { ConsumerGroups } from '../groups/consumer-groups.ts';
import { groupCall } from './unary.ts';

/** PersistentSubscriptions.RestartSubsystem: every group begins again at its checkpoint. */
export const restartSubsystem = (context: CallContext, groups: ConsumerGroups) =>
  groupCall<shared.Empty, shared.Empty>(context, {
    keyOf: () => ({ stream: '', group: '' }),
    act: () => {
      groups.reload();
      return new shared.Empty();
    },
  });
