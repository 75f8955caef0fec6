import { Id, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { notedRows } from './vocabulary.ts';

/** All that is noted of an import: what its rows came to that left no event of their own. */
export const ImportRecordEvent = z.discriminatedUnion('type', [
  message('ImportedRowsNoted', { importRecordId: Id, importName: Text, ...notedRows }),
]);
export type ImportRecordEvent = z.infer<typeof ImportRecordEvent>;
