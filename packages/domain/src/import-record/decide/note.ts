import { fingerprintOf } from '@presales/kernel';
import type { ImportRecordEvent } from '../events.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { ImportRecord } from '../state.ts';

/** Notes what rows came to; a note of nothing is none, and one that has just been made is made. */
export const note = ({ at: _, ...data }: Data<'NoteImportedRows'>, state: ImportRecord): Answer => {
  if (state.status === 'kept' && state.importName !== data.importName)
    return refuse({ code: 'import-record/other-import', importName: state.importName });
  const { settled, refused, unlisted, accepted, corrected } = data;
  const marks = [settled, refused, unlisted, accepted, corrected];
  if (marks.every(({ length }) => length === 0)) return emit();
  const noted: ImportRecordEvent = { type: 'ImportedRowsNoted', data };
  const isLast = state.status === 'kept' && state.lastNote === fingerprintOf(noted);
  return isLast ? emit() : emit(noted);
};
