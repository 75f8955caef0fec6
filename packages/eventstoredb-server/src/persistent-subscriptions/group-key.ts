import type shared from '@eventstore/db-client/generated/shared_pb.js';
import type { GroupKey } from '../groups/consumer-groups.ts';
import { nameOf } from '../wire/stream-identifier.ts';
import type { GroupOptions } from './start.ts';

/** Options that name a group, and the stream it follows unless that is `$all`. */
interface Identified {
  getStreamIdentifier(): shared.StreamIdentifier | undefined;
  getGroupName(): string;
}

/** Which group the options name. */
export const keyOf = (options: Identified | undefined): GroupKey => {
  const stream = options?.getStreamIdentifier();
  return {
    stream: stream === undefined ? '$all' : nameOf(stream),
    group: options?.getGroupName() ?? '',
  };
};

/** Which group is to be created or changed; older clients name the stream in another place. */
export const createdKey = (options: GroupOptions | undefined): GroupKey => {
  const stream = options?.getStream()?.getStreamIdentifier() ?? options?.getStreamIdentifier();
  return {
    stream: stream === undefined ? '$all' : nameOf(stream),
    group: options?.getGroupName() ?? '',
  };
};
