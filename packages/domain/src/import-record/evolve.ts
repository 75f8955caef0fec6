import { fingerprintOf } from '@presales/kernel';
import type { ImportRecordEvent } from './events.ts';
import type { ImportRecord } from './state.ts';

/** The state after one more event: the first says whose record it is. */
export const evolve = (state: ImportRecord, event: ImportRecordEvent): ImportRecord => ({
  status: 'kept',
  importName: state.status === 'absent' ? event.data.importName : state.importName,
  lastNote: fingerprintOf(event),
});
