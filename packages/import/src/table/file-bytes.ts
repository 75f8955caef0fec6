import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { ImportError } from '../import-error.ts';
import { systemCode, wordsOf } from '../system-error.ts';
import { unpackedCheck } from './unpacked.ts';

/**
 * The first bytes of a file, at most as many as asked for.
 *
 * @throws ImportError `import/file`
 */
export const firstBytes = async (file: string, count: number): Promise<Uint8Array> => {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    throw unreadableFile(file, cause);
  } finally {
    await handle?.close();
  }
};

/** An error for a file that the system does not let us read. */
export const unreadableFile = (file: string, cause: unknown): ImportError =>
  new ImportError('import/file', { file: basename(file) }, `cannot be read: ${wordsOf(cause)}`, {
    cause,
  });

/**
 * The bytes of a file, unpacked where it is compressed with gzip, which its first bytes say.
 *
 * @param onBytes is told how many bytes of the file, as it lies on the disk, were read so far
 * @throws ImportError `import/file` when it cannot be read, `import/csv` when the compressed data is
 *   broken or comes to more than the limit; without one, to more than any file of its size does
 */
export async function* fileBytes(
  file: string,
  limit?: number,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  const [first, second] = await firstBytes(file, 2);
  const compressed = first === 0x1f && second === 0x8b;
  const source = createReadStream(file, { highWaterMark: 65_536 });
  let bytes = 0;
  source.on('data', (chunk) => {
    bytes += chunk.length;
    onBytes(bytes);
  });
  const gunzip = compressed ? createGunzip() : undefined;
  if (gunzip !== undefined) source.on('error', (error) => gunzip.destroy(error));
  const check = unpackedCheck(file, limit, 'import/csv');
  let unpacked = 0;
  try {
    for await (const chunk of gunzip === undefined ? source : source.pipe(gunzip)) {
      unpacked += chunk.length;
      // What was read of the file may be ahead of what was unpacked.
      if (gunzip !== undefined) check(unpacked, gunzip.bytesWritten);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof ImportError) throw error;
    if (systemCode(error)?.startsWith('Z_') !== true) throw unreadableFile(file, error);
    throw new ImportError(
      'import/csv',
      { file: basename(file) },
      `the gzip data is broken: ${wordsOf(error)}`,
      { cause: error },
    );
  } finally {
    source.destroy();
    gunzip?.destroy();
  }
}
