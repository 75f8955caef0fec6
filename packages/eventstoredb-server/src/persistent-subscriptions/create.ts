import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import { groupExists, groupFailed } from '../calls/rpc-failure.ts';
import type { GroupIdentity } from '../groups/consumer-group.ts';
import type { ConsumerGroups, GroupKey } from '../groups/consumer-groups.ts';
import { filterOf } from '../wire/filter.ts';
import { createdKey } from './group-key.ts';
import { settingsOf, wrongSettings } from './settings.ts';
import { groupCall } from './unary.ts';

/** PersistentSubscriptions.Create. */
export const create = (context: CallContext, groups: ConsumerGroups) =>
  groupCall<persistent.CreateReq, persistent.CreateResp>(context, {
    keyOf: (request) => createdKey(request.getOptions()),
    act: (request, key) => {
      const options = request.getOptions() ?? new persistent.CreateReq.Options();
      const settings = settingsOf(options);
      const wrong = wrongSettings(settings);
      if (wrong !== undefined) return groupFailed(key.stream, key.group, wrong);
      return groups.create(identityOf(key, options), settings)
        ? new persistent.CreateResp()
        : groupExists(key.stream, key.group);
    },
  });

const identityOf = (key: GroupKey, options: persistent.CreateReq.Options): GroupIdentity => {
  const filter = options.getAll()?.getFilter();
  return { ...key, filter: filter === undefined ? undefined : filterOf(filter) };
};
