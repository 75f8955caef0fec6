import type * as grpc from '@grpc/grpc-js';

/** Whether the client insists on the leader; otherwise a follower passes writes on. */
export const requiresLeader = (metadata: grpc.Metadata): boolean =>
  metadata.get('requires-leader').some((value) => String(value).toLowerCase() === 'true');
