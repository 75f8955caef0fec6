import { ReadModelError, type ReadModelErrorCode } from '@presales/kernel';
import { DatabaseFault, type FaultKind, toDatabaseFault } from './fault.ts';

const codes: Readonly<Record<FaultKind, ReadModelErrorCode>> = {
  'not-ours': 'read-model/not-a-store',
  'newer-version': 'read-model/newer-version',
  busy: 'read-model/busy',
  full: 'read-model/full',
  'read-only': 'read-model/read-only',
  corrupt: 'read-model/corrupt',
  unavailable: 'read-model/unavailable',
  replaced: 'read-model/replaced',
  'foreign-wal': 'read-model/foreign-wal',
  linked: 'read-model/linked',
};

/** An error of SQLite in the words of the read-model port; anything else as it is. */
export const toReadModelError = (error: unknown, place: string): unknown => {
  const fault = toDatabaseFault(error, place);
  return fault instanceof DatabaseFault
    ? new ReadModelError(codes[fault.kind], fault.message, { cause: fault })
    : fault;
};
