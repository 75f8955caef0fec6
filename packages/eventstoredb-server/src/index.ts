export type { ServerVersion } from './calls/call-context.ts';
export type { RpcFailure } from './calls/rpc-failure.ts';
export type {
  CallSite,
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
export {
  type ConnectionStringOptions,
  type EventStoreDbServer,
  type EventStoreDbServerOptions,
  type ServerNode,
  startEventStoreDbServer,
} from './server.ts';
export type { EventFilter } from './store/event-filter.ts';
export type { Expected, LogRecord, ProposedEvent, ResolvedRecord } from './store/log-record.ts';
export type { AllPage, AllSelection, Store, StreamPage, WriteOutcome } from './store/store.ts';
