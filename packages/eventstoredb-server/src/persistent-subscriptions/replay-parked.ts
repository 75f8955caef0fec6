import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import type { ConsumerGroups } from '../groups/consumer-groups.ts';
import { keyOf } from './group-key.ts';
import { groupCall, onGroup } from './unary.ts';

/** PersistentSubscriptions.ReplayParked. */
export const replayParked = (context: CallContext, groups: ConsumerGroups) =>
  groupCall<persistent.ReplayParkedReq, persistent.ReplayParkedResp>(context, {
    keyOf: (request) => keyOf(request.getOptions()),
    act: (request, key) =>
      onGroup(groups, key, (group) => {
        const options = request.getOptions();
        group.replayParked(options?.hasStopAt() === true ? BigInt(options.getStopAt()) : undefined);
        return new persistent.ReplayParkedResp();
      }),
  });
