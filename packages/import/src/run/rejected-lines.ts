import { readSync } from 'node:fs';
import { systemCode } from '../system-error.ts';
import type { Standing } from './lines-file.ts';
import { unreadableOwn, withOwn } from './own-file.ts';

/** What a rejects file holds, without the cells of its rows. */
export interface RejectedLines extends Standing {
  /** Its first record, the line break included; the beginning of it where that is all there is. */
  readonly header: string;
}

/** Bytes that are read at once. */
const chunkSize = 1_048_576;

/** Bytes of a record's end that are looked at. */
const endSize = 64;

/** Bytes of a header, at most: what begins with a longer record is no file of ours. */
const headerLimit = 16_777_216;

const quote = 0x22;
const lineBreak = 0x0a;

/**
 * Reads a rejects file in bounded memory, however long its cells are; undefined where there is none.
 *
 * @param onEnd is told the end of every record after the header: what identifies its row stands there
 * @throws ImportError `import/file` when it cannot be read
 */
export const rejectedLines = (
  path: string,
  onEnd: (end: string) => void,
): RejectedLines | undefined => {
  try {
    return withOwn(path, 'read', (handle) => scanned(handle, onEnd));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw unreadableOwn(path, error);
  }
};

const scanned = (handle: number, onEnd: (end: string) => void): RejectedLines => {
  const chunk = Buffer.alloc(chunkSize);
  const headerParts: Buffer[] = [];
  let header: string | undefined;
  let headerSize = 0;
  let quoted = false;
  let size = 0;
  let keep = 0;
  /** The end of what was read before this chunk, where a record goes on. */
  let before = Buffer.alloc(0);
  for (;;) {
    const length = readSync(handle, chunk, 0, chunkSize, size);
    if (length === 0) break;
    const bytes = chunk.subarray(0, length);
    let begin = 0;
    for (let at = 0; at < length; at++) {
      const byte = bytes[at];
      if (byte === quote) quoted = !quoted;
      if (byte !== lineBreak || quoted) continue;
      if (header === undefined)
        header = Buffer.concat([...headerParts, bytes.subarray(0, at + 1)]).toString('utf8');
      else onEnd(endOf(before, bytes.subarray(begin, at)));
      before = Buffer.alloc(0);
      begin = at + 1;
      keep = size + begin;
    }
    if (header === undefined && headerSize < headerLimit) headerParts.push(Buffer.from(bytes));
    headerSize += length;
    before = Buffer.concat([before, bytes.subarray(Math.max(begin, length - endSize))]).subarray(
      -endSize,
    );
    size += length;
  }
  return { header: header ?? Buffer.concat(headerParts).toString('utf8'), keep, size };
};

const endOf = (before: Buffer, bytes: Buffer): string => {
  const own = bytes.subarray(-endSize);
  const whole = own.length < endSize ? Buffer.concat([before, own]).subarray(-endSize) : own;
  return whole.toString('latin1');
};
