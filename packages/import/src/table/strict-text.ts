import { ImportError } from '../import-error.ts';

/** Turns the bytes of a file into text, chunk by chunk. */
export interface StrictText {
  /** @throws ImportError `import/csv` naming the line of a byte that the encoding does not have */
  readonly next: (chunk: Uint8Array) => string;
  /** What the last chunk left over; throws as `next` does when a character is cut off. */
  readonly last: () => string;
}

/** A decoder that guesses nothing: a wrong byte is an error, not a replacement character. */
export const strictText = (file: string, encoding: string): StrictText => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  const wrong = (chunk: Uint8Array, cause: unknown) =>
    new ImportError(
      'import/csv',
      { file, line: line + lineFeedsBeforeFault(chunk, encoding) },
      `holds bytes that are no ${encoding}; name the file's encoding in the mapping, csv: { encoding: windows-1252 } for instance`,
      { cause },
    );
  return {
    next: (chunk) => {
      try {
        const text = decoder.decode(chunk, { stream: true });
        line += lineFeeds(chunk);
        return text;
      } catch (error) {
        throw wrong(chunk, error);
      }
    },
    last: () => {
      try {
        return decoder.decode();
      } catch (error) {
        throw wrong(new Uint8Array(), error);
      }
    },
  };
};

const LINE_FEED = 0x0a;

const lineFeeds = (chunk: Uint8Array): number => {
  let count = 0;
  for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) count++;
  return count;
};

/** Whole lines of the chunk before the one that cannot be decoded. */
const lineFeedsBeforeFault = (chunk: Uint8Array, encoding: string): number => {
  // The chunk may begin inside a character of UTF-8, whose further bytes are 10xxxxxx.
  let start = chunk.findIndex((byte) => byte >> 6 !== 0b10);
  for (let lines = 0; ; lines++) {
    const end = chunk.indexOf(LINE_FEED, start);
    if (end < 0) return lines;
    try {
      new TextDecoder(encoding, { fatal: true }).decode(chunk.subarray(start, end));
    } catch {
      return lines;
    }
    start = end + 1;
  }
};
