import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { ImportError } from '../../import-error.ts';
import { wordsOf } from '../../system-error.ts';
import { loadPackage, missingPackages } from '../load-package.ts';
import { unpackedCheck } from '../unpacked.ts';

/** The parts of a workbook: files in a ZIP archive. Only this file knows the package that reads it. */
export interface Archive {
  readonly has: (part: string) => boolean;
  /**
   * The unpacked bytes of a part, as they are read; checked against its declared size and sum.
   *
   * @param onRead is told how much of the part was read, from 0 to 1
   * @throws ImportError `import/workbook` when it is broken, or all that was read of the archive
   *   comes to more than the limit
   */
  readonly bytes: (part: string, onRead?: (share: number) => void) => AsyncIterable<Uint8Array>;
  readonly close: () => void;
}

/** What is used of the package yauzl. */
interface Yauzl {
  readonly openPromise: (
    path: string,
    options: { readonly autoClose: false },
  ) => Promise<{
    readonly eachEntry: () => AsyncIterable<Entry>;
    readonly openReadStreamPromise: (entry: Entry) => Promise<Readable>;
    readonly close: () => void;
  }>;
}

interface Entry {
  readonly fileName: string;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
}

/** Parts of a workbook, at most; Excel writes some dozens. */
const partLimit = 10_000;

/**
 * Opens a workbook's archive.
 *
 * @param limit bytes that its parts may come to
 * @throws ImportError `import/workbook` when it is none, `import/file` when the package that reads it
 *   is not installed
 */
export const openArchive = async (file: string, limit?: number): Promise<Archive> => {
  const name = basename(file);
  const yauzl = await loadPackage<Yauzl>('yauzl');
  if (yauzl === undefined) throw missingPackages(name, 'a workbook', ['yauzl', 'saxes']);
  const broken = (cause: unknown) =>
    cause instanceof ImportError
      ? cause
      : new ImportError(
          'import/workbook',
          { file: name },
          `the workbook is broken: ${wordsOf(cause)}`,
          { cause },
        );
  const zip = await yauzl.openPromise(file, { autoClose: false }).catch((error) => {
    throw broken(error);
  });
  const parts = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      parts.set(entry.fileName, entry);
      if (parts.size > partLimit) throw new Error(`more than ${partLimit} parts`);
    }
  } catch (error) {
    zip.close();
    throw broken(error);
  }
  const check = unpackedCheck(file, limit, 'import/workbook');
  let unpacked = 0;
  let packed = 0;
  async function* bytes(part: string, onRead: (share: number) => void = () => undefined) {
    const entry = parts.get(part);
    if (entry === undefined) throw broken(new Error(`it has no part ${part}`));
    packed += entry.compressedSize;
    let stream: Readable | undefined;
    let read = 0;
    let sum = 0;
    try {
      stream = await zip.openReadStreamPromise(entry);
      for await (const chunk of stream) {
        unpacked += chunk.length;
        check(unpacked, packed);
        read += chunk.length;
        sum = crc32(chunk, sum);
        onRead(Math.min(1, read / entry.uncompressedSize));
        yield chunk;
      }
      if (sum !== entry.crc32) throw new Error(`the check sum of ${part} is another`);
    } catch (error) {
      throw broken(error);
    } finally {
      stream?.destroy();
    }
  }
  return { has: (part) => parts.has(part), bytes, close: () => zip.close() };
};
