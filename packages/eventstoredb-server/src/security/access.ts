import type * as grpc from '@grpc/grpc-js';
import { accessDenied, type RpcFailure, unauthenticated } from '../calls/rpc-failure.ts';
import type { Store } from '../store/store.ts';

/** The password of a user, and the groups that access lists may name. */
export interface User {
  readonly password: string;
  readonly groups?: readonly string[];
}

/** Reading, writing, deleting a stream; reading and writing its metadata. */
export type Right = '$r' | '$w' | '$d' | '$mr' | '$mw';

/** Decides who may do what. */
export interface Access {
  /** Why the caller may not do this; undefined when it may. */
  readonly refusal: (
    metadata: grpc.Metadata,
    right: Right,
    stream: string,
  ) => RpcFailure | undefined;
  /** The same for operations on the server, which concern no stream. */
  readonly operatorRefusal: (metadata: grpc.Metadata) => RpcFailure | undefined;
}

/** Without security anybody may do anything, except append to `$all`, which is not a stream. */
export const openAccess: Access = {
  refusal: (_, right, stream) => (stream === '$all' && right !== '$r' ? accessDenied : undefined),
  operatorRefusal: () => undefined,
};

const ADMINS = '$admins';
const OPERATORS = '$ops';

/**
 * Access for users with passwords. A stream without an access list of its own is open to every known
 * user; a system stream (`$…`, including `$all`) is open to administrators only
 * (`SystemSettings.Default`, ES: Data/SystemSettings.cs).
 */
export const securedAccess = (
  users: Readonly<Record<string, User>>,
  store: Pick<Store, 'metadataOf'>,
): Access => {
  const rolesOf = (metadata: grpc.Metadata): ReadonlySet<string> | undefined => {
    const [header] = metadata.get('authorization');
    if (header === undefined) return new Set();
    const [scheme, credentials = ''] = String(header).split(' ');
    if (scheme?.toLowerCase() !== 'basic') return undefined;
    const [login = '', ...password] = Buffer.from(credentials, 'base64')
      .toString('utf8')
      .split(':');
    const user = Object.hasOwn(users, login) ? users[login] : undefined;
    return user?.password === password.join(':')
      ? new Set(['$all', login, ...(user.groups ?? [])])
      : undefined;
  };

  const allowed = (right: Right, stream: string): readonly string[] => {
    const { acl } = store.metadataOf(stream);
    const own = acl?.[right];
    if (own !== undefined) return typeof own === 'string' ? [own] : own;
    return stream.startsWith('$') ? [ADMINS] : ['$all'];
  };

  return {
    refusal: (metadata, right, stream) => {
      const roles = rolesOf(metadata);
      if (roles === undefined) return unauthenticated;
      if (stream === '$all' && right !== '$r') return accessDenied;
      if (roles.has(ADMINS)) return undefined;
      const described = stream.startsWith('$$');
      const subject = described ? stream.slice(2) : stream;
      const needed = described ? metadataRight(right) : right;
      return allowed(needed, subject).some((role) => roles.has(role)) ? undefined : accessDenied;
    },
    operatorRefusal: (metadata) => {
      const roles = rolesOf(metadata);
      if (roles === undefined) return unauthenticated;
      return roles.has(ADMINS) || roles.has(OPERATORS) ? undefined : accessDenied;
    },
  };
};

const metadataRight = (right: Right): Right => (right === '$r' ? '$mr' : '$mw');
