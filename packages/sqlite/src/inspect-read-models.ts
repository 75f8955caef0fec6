import { resolve } from 'node:path';
import type { Finding } from '@presales/kernel/store';
import { brokenStructure } from './integrity.ts';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import { toReadModelError } from './read-model-error.ts';
import { readModelStoreKind } from './read-model-schema.ts';

/**
 * Looks at the structure of a file of read models. What their rows say is compared with a rebuild.
 *
 * @throws ReadModelError when the file cannot be opened as a store of read models
 */
export const inspectSqliteReadModels = (file: string): readonly Finding[] => {
  let opened: OpenDatabase | undefined;
  try {
    opened = openDatabase(readModelStoreKind, { file, readOnly: true });
    return brokenStructure(opened.database).map((message) => ({
      code: 'read-model/broken-structure',
      changesFigures: true,
      message: `the structure of the file is broken: ${message}`,
    }));
  } catch (error) {
    throw toReadModelError(error, resolve(file));
  } finally {
    opened?.close();
  }
};
