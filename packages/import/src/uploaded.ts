import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ImportError } from './import-error.ts';
import type { Upload } from './import-options.ts';
import { systemCode, wordsOf } from './system-error.ts';

/**
 * Works on a file that comes as a stream: it lies in the folder for temporary files meanwhile, readable
 * by nobody else, and is gone when the work is done or has failed.
 *
 * @throws ImportError `import/file` when there is no room for it; and what the stream or the work throws
 */
export const whileUploaded = async <Result>(
  { name, content }: Upload,
  signal: AbortSignal | undefined,
  work: (file: string) => Promise<Result>,
): Promise<Result> => {
  const folder = await mkdtemp(join(tmpdir(), 'presales-upload-'));
  // A name of somebody else's names no folder of ours.
  const file = join(folder, basename(name.replaceAll('\\', '/')) || 'upload');
  try {
    await pipeline(content, createWriteStream(file, { mode: 0o600 }), { signal }).catch((cause) => {
      if (systemCode(cause) !== 'ENOSPC') throw cause;
      throw new ImportError(
        'import/file',
        { file: name },
        `finds no room in the folder for temporary files: ${wordsOf(cause)}`,
        { cause },
      );
    });
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
