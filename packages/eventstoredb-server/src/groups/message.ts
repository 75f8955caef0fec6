import type { LogRecord } from '../store/log-record.ts';
import type { Store } from '../store/store.ts';
import type { GroupMessage, GroupSettings } from './consumer-group.ts';

/** A message on its way through a group. */
export interface Message extends GroupMessage {
  readonly id: string;
  /** Its place in the order of delivery; undefined before delivery, and for parked messages. */
  readonly sequence: number | undefined;
  /** How far the checkpoint may go while this message is under way. */
  readonly previous: bigint | undefined;
  /** Whether the message was parked and is delivered again. */
  readonly replayed: boolean;
}

/** The message that a record becomes, before its first delivery. */
export const messageOf = (
  store: Store,
  { resolveLinks }: Pick<GroupSettings, 'resolveLinks'>,
  record: LogRecord,
): Message => ({
  id: record.id,
  resolved: resolveLinks ? store.resolve(record) : { event: record, link: undefined },
  retryCount: 0,
  sequence: undefined,
  previous: undefined,
  replayed: false,
});
