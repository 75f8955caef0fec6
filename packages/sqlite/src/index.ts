export { type SqliteEventLogOptions, sqliteEventLog } from './event-log.ts';
export type { Durability } from './open-database.ts';
export * from './read-model-store.ts';
