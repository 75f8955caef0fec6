import type { ConnectionHolder } from './event-log-connection.ts';
import type { Doorbell } from './event-log-doorbell.ts';

/** An open log, as the readings of it see it. */
export interface OpenLog {
  readonly connection: ConnectionHolder;
  readonly bell: Doorbell;
  /** @throws EventLogError when the log was closed */
  readonly assertOpen: () => void;
  readonly closed: () => boolean;
}
