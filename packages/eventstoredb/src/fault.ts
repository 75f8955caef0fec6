import { EventLogError } from '@presales/kernel';
import { TimeLimit } from './timers.ts';

/**
 * What an error of the client means to us.
 *
 * `lost`: there was no answer; what was asked may or may not have been done. `not-leader`: it was
 * not done, and the client already knows where to ask next. All others are answers of the server.
 */
export type FaultKind =
  | 'conflict'
  | 'not-found'
  | 'deleted'
  | 'denied'
  | 'too-large'
  | 'not-leader'
  | 'lost'
  | 'not-eventstoredb'
  | 'no-such-position'
  | 'other';

/** By the client's own `type`, a string that is the same in every version and copy of it. */
const byType: Readonly<Record<string, FaultKind>> = {
  'wrong-expected-version': 'conflict',
  'stream-not-found': 'not-found',
  'stream-deleted': 'deleted',
  'access-denied': 'denied',
  'maximum-append-size-exceeded': 'too-large',
  'not-leader': 'not-leader',
  cancelled: 'lost',
  unavailable: 'lost',
  timeout: 'lost',
  'deadline-exceeded': 'lost',
};

/** By gRPC's status, which is all that there is where the client does not translate errors. */
const byCode: ReadonlyMap<unknown, FaultKind> = new Map<unknown, FaultKind>([
  [1, 'lost'], // CANCELLED: the server stopped in good order
  [4, 'lost'], // DEADLINE_EXCEEDED
  [7, 'denied'], // PERMISSION_DENIED
  [10, 'lost'], // ABORTED: too slow a consumer
  [12, 'not-eventstoredb'], // UNIMPLEMENTED
  [14, 'lost'], // UNAVAILABLE
  [16, 'denied'], // UNAUTHENTICATED
]);

/** A part of an error, whatever the error is. */
export const partOf = (error: unknown, part: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, part) : undefined;

export const messageOf = (error: unknown): string =>
  String(error instanceof Error ? error.message : error);

/** What an error means. */
export const faultKindOf = (error: unknown): FaultKind => {
  if (error instanceof TimeLimit) return 'lost';
  const type = partOf(error, 'type');
  const known = typeof type === 'string' ? byType[type] : undefined;
  const code = byCode.get(partOf(error, 'code'));
  // A host name that is not resolved, a port where nobody listens and a foreign protocol all end as
  // UNAVAILABLE or UNKNOWN. Only the words of the message tell them apart.
  const message = messageOf(error);
  if (/Received HTTP status code|Protocol error|HTTP\/1|Bad Request|Parse Error/i.test(message))
    return 'not-eventstoredb';
  if (/invalid position/i.test(message)) return 'no-such-position';
  if (known !== undefined) return known;
  if (/failed to discover/i.test(message)) return 'lost';
  return code ?? 'other';
};

/** Whether the same request may succeed in a moment. */
export const isTransient = (error: unknown): boolean =>
  ['lost', 'not-leader'].includes(faultKindOf(error)) ||
  (faultKindOf(error) === 'other' && partOf(error, 'code') !== undefined && isServerSide(error));

/** INTERNAL, UNKNOWN and RESOURCE_EXHAUSTED come and go with a server that starts or stops. */
const isServerSide = (error: unknown): boolean =>
  [2, 8, 13].some((code) => partOf(error, 'code') === code);

/**
 * Whether trying again can never help. Any other error may come from a server or proxy that
 * restarts.
 */
export const isPermanent = (error: unknown): boolean =>
  error instanceof EventLogError
    ? !['event-log/unavailable', 'event-log/not-a-log'].includes(error.code)
    : ['denied', 'no-such-position'].includes(faultKindOf(error));
