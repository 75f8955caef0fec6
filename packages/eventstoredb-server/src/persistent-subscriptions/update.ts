import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import { groupFailed, groupMissing } from '../calls/rpc-failure.ts';
import type { ConsumerGroups } from '../groups/consumer-groups.ts';
import { createdKey } from './group-key.ts';
import { settingsOf, wrongSettings } from './settings.ts';
import { groupCall } from './unary.ts';

/** PersistentSubscriptions.Update: new settings; the filter of a group stays as it was created. */
export const update = (context: CallContext, groups: ConsumerGroups) =>
  groupCall<persistent.UpdateReq, persistent.UpdateResp>(context, {
    keyOf: (request) => createdKey(request.getOptions()),
    act: (request, key) => {
      const settings = settingsOf(request.getOptions() ?? new persistent.UpdateReq.Options());
      const wrong = wrongSettings(settings);
      if (wrong !== undefined) return groupFailed(key.stream, key.group, wrong);
      return groups.update(key, settings)
        ? new persistent.UpdateResp()
        : groupMissing(key.stream, key.group);
    },
  });
