export type { ServerVersion } from './calls/call-context.ts';
export type { RpcFailure } from './calls/rpc-failure.ts';
export type { ServerNode } from './cluster.ts';
export type { ConnectionStringOptions } from './connection-string.ts';
export type {
  Effect,
  Failure,
  Fault,
  Faults,
  InjectedFault,
  Operation,
} from './faults.ts';
export type { User } from './security/access.ts';
export type { Certificate } from './security/certificate.ts';
export type { SecurityOptions } from './security/security.ts';
export { type EventStoreDbServer, startEventStoreDbServer } from './server.ts';
export type { EventStoreDbServerOptions } from './server-options.ts';
export type { Expected, LogRecord, ProposedEvent, ResolvedRecord } from './store/log-record.ts';
export type {
  AllPage,
  AllSelection,
  Store,
  StreamPage,
  WriteListener,
  WriteOutcome,
} from './store/store.ts';
export type { StreamAcl, StreamMetadata } from './store/stream-metadata.ts';
