import { isUtf8 } from 'node:buffer';
import { loadPackage } from './load-package.ts';

/** Encodings in which bytes below 0x80 may be anything but ASCII: they never pass for UTF-8. */
const notLikeAscii = new Set(['utf-16le', 'utf-16be', 'iso-2022-jp']);

/** The name that the WHATWG Encoding Standard has for a label; nothing where it knows none. */
export const encodingName = (label: string): string | undefined => {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
};

/** Whether text in this encoding may turn out to be UTF-8: it writes ASCII as ASCII. */
export const likeAscii = (name: string): boolean => !notLikeAscii.has(name);

/** The encoding that a byte order mark names. */
export const markedEncoding = (start: Uint8Array): string | undefined => {
  const [first, second, third] = start;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
};

/** What is used of the package chardet. */
interface Chardet {
  readonly analyse: (bytes: Uint8Array) => readonly { readonly name: string }[];
}

/** How many encodings are proposed, at most. */
const proposed = 3;

/**
 * The encodings that bytes look like, the likeliest first; only ever a proposal for people.
 *
 * @returns labels that can be decoded; none where nobody knows
 */
export const proposedEncodings = async (sample: Uint8Array): Promise<readonly string[]> => {
  const chardet = await loadPackage<Chardet>('chardet');
  const names = new Set<string>();
  for (const { name } of chardet?.analyse(sample) ?? []) {
    const known = encodingName(name);
    if (known !== undefined && known !== 'utf-8') names.add(known);
  }
  return [...names].slice(0, proposed);
};

/**
 * Whether text has bytes of zero as UTF-16 has them, and which of the two; text in any other
 * encoding has none.
 */
export const looksLikeUtf16 = (sample: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries())
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return undefined;
  return odd >= even ? 'utf-16le' : 'utf-16be';
};

/** Tells, chunk by chunk, whether all bytes together are UTF-8. */
export const utf8Check = () => {
  let rest: Uint8Array = new Uint8Array();
  return {
    /** False as soon as it is none. */
    next: (chunk: Uint8Array): boolean => {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const whole = wholeCharacters(bytes);
      rest = bytes.subarray(whole);
      return isUtf8(bytes.subarray(0, whole));
    },
    last: (): boolean => rest.length === 0,
  };
};

/** How many bytes there are before a character that the end of the chunk cuts off. */
const wholeCharacters = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >> 6 === 0b10) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
};
