import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { CallContext } from '../calls/call-context.ts';
import { groupMissing } from '../calls/rpc-failure.ts';
import type { ConsumerGroups } from '../groups/consumer-groups.ts';
import { nameOf } from '../wire/stream-identifier.ts';
import { infoOf } from './info.ts';
import { groupCall } from './unary.ts';

/** PersistentSubscriptions.List: all groups, or those on one stream. */
export const list = (context: CallContext, groups: ConsumerGroups) =>
  groupCall<persistent.ListReq, persistent.ListResp>(context, {
    keyOf: (request) => ({ stream: streamIn(request) ?? '', group: '' }),
    act: (request) => {
      const stream = streamIn(request);
      const found = groups
        .all()
        .filter(({ identity }) => stream === undefined || identity.stream === stream);
      return found.length === 0 && stream !== undefined
        ? groupMissing(stream, '')
        : new persistent.ListResp().setSubscriptionsList(found.map(infoOf));
    },
  });

/** The stream whose groups are wanted; undefined for all groups. */
const streamIn = (request: persistent.ListReq): string | undefined => {
  const option = request.getOptions()?.getListForStream();
  if (option === undefined) return undefined;
  const stream = option.getStream();
  return stream === undefined ? '$all' : nameOf(stream);
};
