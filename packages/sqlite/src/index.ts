export type { Durability } from './durability.ts';
export { type SqliteEventLogOptions, sqliteEventLog } from './event-log.ts';
export { type HeldEventLog, holdSqliteEventLog } from './event-log-held.ts';
export { inspectSqliteEventLog } from './inspect-event-log.ts';
export { inspectSqliteReadModels } from './inspect-read-models.ts';
export { type SqliteReadModelStoreOptions, sqliteReadModelStore } from './read-model-store.ts';
