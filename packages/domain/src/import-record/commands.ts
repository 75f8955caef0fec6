import { Id, Instant, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { notedRows } from './vocabulary.ts';

/** What can be asked of the record of an import. */
export const ImportRecordCommand = z.discriminatedUnion('type', [
  message('NoteImportedRows', {
    importRecordId: Id,
    importName: Text,
    ...notedRows,
    at: Instant,
  }),
]);
export type ImportRecordCommand = z.infer<typeof ImportRecordCommand>;
