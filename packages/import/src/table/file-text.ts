import { basename } from 'node:path';
import { visibleText } from '@presales/kernel';
import { ImportError } from '../import-error.ts';
import {
  encodingName,
  likeAscii,
  looksLikeUtf16,
  markedEncoding,
  proposedEncodings,
  utf8Check,
} from './encoding.ts';
import { fileBytes } from './file-bytes.ts';
import { strictText, WrongBytes } from './strict-text.ts';
import type { TableFormat } from './table-format.ts';

/**
 * The text of a file, chunk by chunk: as its byte order mark says, else in UTF-8 where all of it is
 * UTF-8, else in the encoding that the format names. Nothing is guessed: what the bytes look like is
 * only proposed in the error.
 *
 * @throws ImportError as `fileBytes` does, and `import/csv` naming the line of a byte that the
 *   encoding does not have
 */
export async function* fileText(
  file: string,
  format: TableFormat,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<string> {
  const name = basename(file);
  let encoding: string | undefined;
  let text: ReturnType<typeof strictText> | undefined;
  try {
    for await (const chunk of fileBytes(file, format.unpackedBytes, onBytes)) {
      if (text === undefined) {
        encoding = markedEncoding(chunk) ?? (await namedEncoding(file, format));
        refuseZeros(name, encoding, chunk);
        text = strictText(encoding);
      }
      yield text.next(chunk);
    }
    if (text !== undefined) yield text.last();
  } catch (error) {
    if (!(error instanceof WrongBytes)) throw error;
    throw new ImportError(
      'import/csv',
      { file: name, line: error.line },
      `holds bytes that are no ${encoding}${proposal(await proposedEncodings(error.bytes), error.excerpt)}`,
      { cause: error },
    );
  }
}

/** What the file may be in, and how it would read: people see at once which of them it is. */
const proposal = (labels: readonly string[], excerpt: Uint8Array): string => {
  const [likeliest, ...others] = labels;
  if (likeliest === undefined)
    return '; name the encoding of the file, encoding: windows-1252 for instance';
  const readings = labels.map(
    (label) => `${label} (${visibleText(new TextDecoder(label).decode(excerpt))})`,
  );
  const which = others.length === 0 ? 'say' : 'say the one that reads right, for instance';
  return `; it looks like ${readings.join(' or ')}: ${which} encoding: ${likeliest}`;
};

/**
 * The encoding of a file without a byte order mark. One encoding is named for all files of an
 * import, and some of them may be UTF-8 all the same; a whole file is UTF-8 by chance only where it
 * is ASCII, which reads the same either way.
 */
const namedEncoding = async (file: string, format: TableFormat): Promise<string> => {
  const label = format.encoding ?? 'utf-8';
  const encoding = encodingName(label);
  if (encoding === undefined)
    throw new ImportError('import/csv', { file: basename(file) }, `${label} is no known encoding`);
  if (encoding === 'utf-8' || !likeAscii(encoding)) return encoding;
  const utf8 = utf8Check();
  for await (const chunk of fileBytes(file, format.unpackedBytes))
    if (!utf8.next(chunk)) return encoding;
  return utf8.last() ? 'utf-8' : encoding;
};

/** Text without a mark in an encoding that writes ASCII as ASCII has no bytes of zero. */
const refuseZeros = (file: string, encoding: string, start: Uint8Array): void => {
  if (!likeAscii(encoding)) return;
  const proposed = looksLikeUtf16(start.subarray(0, 4_096));
  if (proposed === undefined) return;
  throw new ImportError(
    'import/csv',
    { file, line: 1 },
    `holds bytes of zero, which ${encoding} text has not; is it no text, or ${proposed}: say encoding: ${proposed}`,
  );
};
