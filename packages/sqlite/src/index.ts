export type { Durability } from './durability.ts';
export { type SqliteEventLogOptions, sqliteEventLog } from './event-log.ts';
export { type SqliteReadModelStoreOptions, sqliteReadModelStore } from './read-model-store.ts';
