import { likeAscii } from './encoding.ts';

/** Bytes that the encoding does not have, and where they are. */
export class WrongBytes extends Error {
  /** The line they stand in, from 1. */
  readonly line: number;
  /** What was being decoded. */
  readonly bytes: Uint8Array;
  /** The first of them that are no ASCII, with some that stand around them. */
  readonly excerpt: Uint8Array;

  constructor(line: number, bytes: Uint8Array, wrong: Uint8Array, options: ErrorOptions) {
    super('bytes that are not of the encoding', options);
    this.line = line;
    this.bytes = bytes;
    this.excerpt = aroundOther(wrong);
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
      const { before, wrong } = byLines ? faultIn(chunk, encoding) : { before: 0, wrong: chunk };
      throw new WrongBytes(line + before, chunk, wrong, { cause });
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

/** Whole lines of the chunk before the one that cannot be decoded, and that one. */
const faultIn = (
  chunk: Uint8Array,
  encoding: string,
): { readonly before: number; readonly wrong: Uint8Array } => {
  // The chunk may begin inside a character of UTF-8, whose further bytes are 10xxxxxx.
  let start = chunk.findIndex((byte) => byte >> 6 !== 0b10);
  for (let before = 0; ; before++) {
    const end = chunk.indexOf(LINE_FEED, start);
    if (end < 0) return { before, wrong: chunk.subarray(Math.max(0, start)) };
    try {
      new TextDecoder(encoding, { fatal: true }).decode(chunk.subarray(start, end));
    } catch {
      return { before, wrong: chunk.subarray(start, end) };
    }
    start = end + 1;
  }
};

const aroundOther = (line: Uint8Array): Uint8Array => {
  const first = Math.max(
    0,
    line.findIndex((byte) => byte >= 0x80),
  );
  return line.subarray(Math.max(0, first - 10), first + 20);
};
