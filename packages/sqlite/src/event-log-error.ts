import { EventLogError, type EventLogErrorCode } from '@presales/kernel';
import { DatabaseFault, type FaultKind, toDatabaseFault } from './fault.ts';

const codes: Readonly<Record<FaultKind, EventLogErrorCode>> = {
  'not-ours': 'event-log/not-a-log',
  'newer-version': 'event-log/newer-version',
  busy: 'event-log/busy',
  full: 'event-log/full',
  'read-only': 'event-log/read-only',
  corrupt: 'event-log/corrupt',
  unavailable: 'event-log/unavailable',
  replaced: 'event-log/replaced',
  'foreign-wal': 'event-log/foreign-wal',
  linked: 'event-log/linked',
};

/** An error of the database as the log's own; an error of the program as it is. */
export const toEventLogError = (error: unknown, place: string): unknown => {
  const fault = toDatabaseFault(error, place);
  return fault instanceof DatabaseFault
    ? new EventLogError(codes[fault.kind], fault.message, { cause: fault })
    : fault;
};
