import * as grpc from '@grpc/grpc-js';

/**
 * How a call fails on the wire: the status of gRPC, and the trailers by which clients of EventStoreDB
 * recognise it (ES: Services/Transport/Grpc/RpcExceptions.cs, Constants.cs).
 */
export interface RpcFailure {
  readonly code: grpc.status;
  readonly details: string;
  readonly trailers?: Readonly<Record<string, string>>;
}

/** The failure in the form that gRPC expects. */
export const statusOf = ({ code, details, trailers = {} }: RpcFailure) => {
  const metadata = new grpc.Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return { code, details, metadata };
};

/** `RpcExceptions.LeaderInfo`: the call needs the leader, and this is where it is. */
export const notLeader = (host: string, port: number): RpcFailure => ({
  code: grpc.status.NOT_FOUND,
  details: 'Leader info available',
  trailers: {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  },
});

/** Trailers are ASCII: other names are percent-encoded, so that the call fails for the right reason. */
const trailer = (text: string): string => (/^[ -~]*$/.test(text) ? text : encodeURIComponent(text));

/** `RpcExceptions.StreamDeleted`: the stream has a tombstone. */
export const streamDeleted = (stream: string): RpcFailure => ({
  code: grpc.status.FAILED_PRECONDITION,
  details: `Event stream '${stream}' is deleted.`,
  trailers: { exception: 'stream-deleted', 'stream-name': trailer(stream) },
});

/** `RpcExceptions.WrongExpectedVersion`, in the form of deletions, which give the versions as numbers. */
export const wrongExpectedVersion = (
  stream: string,
  expected: bigint,
  actual: bigint,
): RpcFailure => ({
  code: grpc.status.FAILED_PRECONDITION,
  details: `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
  trailers: {
    exception: 'wrong-expected-version',
    'stream-name': trailer(stream),
    'expected-version': String(expected),
    'actual-version': String(actual),
  },
});

/** `RpcExceptions.MaxAppendSizeExceeded`. */
export const maxAppendSizeExceeded = (limit: number): RpcFailure => ({
  code: grpc.status.INVALID_ARGUMENT,
  details: `Maximum Append Size of ${limit} Exceeded.`,
  trailers: {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  },
});

/** `RpcExceptions.AccessDenied`: the user is known, and not allowed to do this. */
export const accessDenied: RpcFailure = {
  code: grpc.status.PERMISSION_DENIED,
  details: 'Access Denied',
  trailers: { exception: 'access-denied' },
};

/** No user has these credentials. */
export const unauthenticated: RpcFailure = {
  code: grpc.status.UNAUTHENTICATED,
  details: 'Unauthenticated',
};

/** `RpcExceptions.InvalidArgument`. */
export const invalidArgument = (details: string): RpcFailure => ({
  code: grpc.status.INVALID_ARGUMENT,
  details,
});

/** `RpcExceptions.InvalidPositionException`, from 24.2 on. */
export const invalidPosition: RpcFailure = {
  code: grpc.status.INVALID_ARGUMENT,
  details: 'Trying to read from an invalid position.',
};

/** `RpcExceptions.ServerNotReady`. */
export const notReady: RpcFailure = {
  code: grpc.status.UNAVAILABLE,
  details: 'Server Is Not Ready',
};

/** `RpcExceptions.Timeout`. */
export const timedOut = (details: string): RpcFailure => ({
  code: grpc.status.ABORTED,
  details: `Operation timed out: ${details}`,
});

/** The answer of servers up to 23.10 to a live subscriber that cannot keep up (Enumerators.*Subscription.cs). */
export const consumerTooSlow: RpcFailure = {
  code: grpc.status.ABORTED,
  details:
    'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
};

/** The answer to open calls when the server shuts down. */
export const shuttingDown: RpcFailure = {
  code: grpc.status.CANCELLED,
  details: 'Server is shutting down',
};

/** A failure that concerns a consumer group, which is named by its stream and its own name. */
const aboutGroup = (
  code: grpc.status,
  exception: string,
  stream: string,
  group: string,
  what: string,
  reason?: string,
): RpcFailure => ({
  code,
  details: `Subscription group ${group} on stream ${stream} ${what}`,
  trailers: {
    exception,
    'stream-name': trailer(stream),
    'group-name': trailer(group),
    ...(reason === undefined ? {} : { reason: trailer(reason) }),
  },
});

/** `RpcExceptions.PersistentSubscriptionDoesNotExist`. */
export const groupMissing = (stream: string, group: string): RpcFailure =>
  aboutGroup(
    grpc.status.NOT_FOUND,
    'persistent-subscription-does-not-exist',
    stream,
    group,
    'does not exist.',
  );

/** `RpcExceptions.PersistentSubscriptionExists`. */
export const groupExists = (stream: string, group: string): RpcFailure =>
  aboutGroup(
    grpc.status.ALREADY_EXISTS,
    'persistent-subscription-exists',
    stream,
    group,
    'exists.',
  );

/** `RpcExceptions.PersistentSubscriptionFailed`. */
export const groupFailed = (stream: string, group: string, reason: string): RpcFailure =>
  aboutGroup(
    grpc.status.INTERNAL,
    'persistent-subscription-failed',
    stream,
    group,
    `failed: '${reason}'`,
    reason,
  );

/** `RpcExceptions.PersistentSubscriptionMaximumSubscribersReached`. */
export const groupFull = (stream: string, group: string): RpcFailure =>
  aboutGroup(
    grpc.status.FAILED_PRECONDITION,
    'maximum-subscribers-reached',
    stream,
    group,
    'has as many subscribers as it may have.',
  );

/** `RpcExceptions.PersistentSubscriptionDropped`. */
export const groupDropped = (stream: string, group: string): RpcFailure =>
  aboutGroup(
    grpc.status.CANCELLED,
    'persistent-subscription-dropped',
    stream,
    group,
    'was dropped.',
  );
