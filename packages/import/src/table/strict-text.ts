import { likeAscii } from './encoding.ts';

/** Bytes that the encoding does not have, and where they are. */
export class WrongBytes extends Error {
  /** The line they stand in, from 1. */
  readonly line: number;
  /** What was being decoded. */
  readonly bytes: Uint8Array;

  constructor(line: number, bytes: Uint8Array, options: ErrorOptions) {
    super('bytes that are not of the encoding', options);
    this.line = line;
    this.bytes = bytes;
  }
}

/** Turns the bytes of a file into text, chunk by chunk. */
export interface StrictText {
  /** @throws WrongBytes */
  readonly next: (chunk: Uint8Array) => string;
  /** What the last chunk left over; throws as `next` does when a character is cut off. */
  readonly last: () => string;
}

/** A decoder that guesses nothing: a wrong byte is an error, not a replacement character. */
export const strictText = (encoding: string): StrictText => {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const byLines = likeAscii(encoding);
  let line = 1;
  const decode = (chunk: Uint8Array, stream: boolean): string => {
    try {
      const text = decoder.decode(chunk, { stream });
      line += lineFeeds(text);
      return text;
    } catch (cause) {
      const before = byLines ? lineFeedsBeforeFault(chunk, encoding) : 0;
      throw new WrongBytes(line + before, chunk, { cause });
    }
  };
  return {
    next: (chunk) => decode(chunk, true),
    last: () => decode(new Uint8Array(), false),
  };
};

const LINE_FEED = 0x0a;

const lineFeeds = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
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
