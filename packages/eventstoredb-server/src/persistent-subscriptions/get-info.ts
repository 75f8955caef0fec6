import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import type { ConsumerGroups } from '../groups/consumer-groups.ts';
import { keyOf } from './group-key.ts';
import { infoOf } from './info.ts';
import { groupCall, onGroup } from './unary.ts';

/** PersistentSubscriptions.GetInfo. */
export const getInfo = (context: CallContext, groups: ConsumerGroups) =>
  groupCall<persistent.GetInfoReq, persistent.GetInfoResp>(context, {
    keyOf: (request) => keyOf(request.getOptions()),
    act: (_, key) =>
      onGroup(groups, key, (group) =>
        new persistent.GetInfoResp().setSubscriptionInfo(infoOf(group)),
      ),
  });
