import { EventLogError, type EventLogErrorCode } from '@presales/kernel';
import { type FaultKind, faultKindOf, messageOf } from './fault.ts';

const codes: Readonly<Partial<Record<FaultKind, EventLogErrorCode>>> = {
  deleted: 'event-log/stream-deleted',
  denied: 'event-log/access-denied',
  'not-eventstoredb': 'event-log/not-a-log',
  'no-such-position': 'event-log/no-such-position',
};

/** An error of the client as the log's own; `name` is the log's name, for the message. */
export const toEventLogError = (error: unknown, name: string): EventLogError => {
  if (error instanceof EventLogError) return error;
  const kind = faultKindOf(error);
  return new EventLogError(
    codes[kind] ?? 'event-log/unavailable',
    `${name}: ${explain(kind, messageOf(error))}`,
    { cause: error },
  );
};

const explain = (kind: FaultKind, told: string): string => {
  const message = plain(told);
  if (kind === 'denied')
    return `access denied: wrong credentials, or no right to this (${message})`;
  if (kind === 'no-such-position')
    return `no event stands at this position: it was another log’s, or the log lost its end when it was restored (${message})`;
  if (kind === 'not-eventstoredb') return `no EventStoreDB answers there (${message})`;
  if (/certificate|self.signed|altname/i.test(message))
    return `the server’s certificate is not trusted; tlsCAFile names its authority (${message})`;
  if (/wrong version number|EPROTO|packet length too long/i.test(message))
    return `the server does not speak TLS, which tls=false turns off (${message})`;
  if (/ENOTFOUND|EAI_AGAIN|name resolution/i.test(message)) return `no such host (${message})`;
  if (/ECONNREFUSED/.test(message)) return `nothing listens there (${message})`;
  if (/failed to connect/i.test(message))
    return `the connection is broken off at once, as by a server with TLS when tls=false is given, or while it starts (${message})`;
  return message;
};

/** What went wrong, without the words that gRPC wraps around it. */
const plain = (message: string): string =>
  message
    .replace(/No connection established\. Last error: (?:Error: )?/, '')
    .replace(/\.? ?Resolution note: $/, '')
    .replace(/[0-9A-F]{8,}:error:[0-9A-F]+:SSL routines:[^:]*:([^:]*):[^)]*/s, '$1')
    .trim();
