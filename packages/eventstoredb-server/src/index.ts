export type { User } from './access.ts';
export type { ServerVersion } from './call-context.ts';
export type { Certificate } from './certificate.ts';
export type { EventFilter } from './event-filter.ts';
export type { Asked, Effect, Failure, Fault, Faults, InjectedFault, Operation } from './faults.ts';
export type { Expected, LogRecord, ProposedEvent, ResolvedRecord } from './log-record.ts';
export type { RpcFailure } from './rpc-failure.ts';
export type { SecurityOptions } from './security.ts';
export {
  type ConnectionStringOptions,
  type EventStoreDbServer,
  type EventStoreDbServerOptions,
  type ServerNode,
  startEventStoreDbServer,
} from './server.ts';
export type { AllPage, AllSelection, Store, StreamPage, WriteOutcome } from './store.ts';
