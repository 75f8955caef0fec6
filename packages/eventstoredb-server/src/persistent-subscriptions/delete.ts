import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import { groupMissing } from '../calls/rpc-failure.ts';
import type { ConsumerGroups } from '../groups/consumer-groups.ts';
import { keyOf } from './group-key.ts';
import { groupCall } from './unary.ts';

/** PersistentSubscriptions.Delete. */
export const remove = (context: CallContext, groups: ConsumerGroups) =>
  groupCall<persistent.DeleteReq, persistent.DeleteResp>(context, {
    keyOf: (request) => keyOf(request.getOptions()),
    act: (_, key) =>
      groups.remove(key) ? new persistent.DeleteResp() : groupMissing(key.stream, key.group),
  });
