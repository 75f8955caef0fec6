import { closeSync, constants, openSync, readSync } from 'node:fs';

/** The row of `identity`, as it stands in the bytes of a file. */
export interface Stamp {
  readonly id: string;
  readonly before: string;
  readonly stamp: string;
}

/** A stamp in a write-ahead log. */
export interface StampInWal extends Stamp {
  /** The number of the page that it is on. */
  readonly page: number;
  readonly pageSize: number;
}

/**
 * What the one row of `identity` begins with: the length of the record, its number, the length of its
 * header, and the lengths of three texts (36, 16 and 16).
 */
const beginning = Buffer.from([0x48, 0x01, 0x04, 0x55, 0x2d, 0x2d]);
const [idLength, stampLength] = [36, 16];
const recordLength = beginning.length + idLength + 2 * stampLength;
/** The page holds the leaf of a table. */
const tableLeaf = 0x0d;

/** The stamp on a page of a database; undefined when it holds something else. */
export const stampOn = (page: Buffer): Stamp | undefined => {
  if (page[0] !== tableLeaf || page.readUInt16BE(3) !== 1) return undefined;
  const at = page.readUInt16BE(8);
  const record = page.subarray(at, at + recordLength);
  if (record.length < recordLength || record.indexOf(beginning) !== 0) return undefined;
  const text = record.toString('latin1', beginning.length);
  return {
    id: text.slice(0, idLength),
    before: text.slice(idLength, idLength + stampLength),
    stamp: text.slice(idLength + stampLength),
  };
};

/** The stamp on one page of a file; undefined when it holds something else, or is not there. */
export const stampInFile = (
  descriptor: number,
  number: number,
  pageSize: number,
): Stamp | undefined => {
  const page = Buffer.alloc(pageSize);
  const read = readSync(descriptor, page, 0, pageSize, (number - 1) * pageSize);
  return read === pageSize ? stampOn(page) : undefined;
};

/** All stamps of a file, pages that are no longer in use included. It reads the whole file. */
export function* stampsInFile(descriptor: number, pageSize: number): Generator<Stamp> {
  const pages = 256;
  const block = Buffer.alloc(pages * pageSize);
  for (let at = 0; ; at += block.length) {
    const read = readSync(descriptor, block, 0, block.length, at);
    for (let page = 0; page + pageSize <= read; page += pageSize) {
      const stamp = stampOn(block.subarray(page, page + pageSize));
      if (stamp !== undefined) yield stamp;
    }
    if (read < block.length) return;
  }
}

const headerLength = 32;
const frameHeaderLength = 24;
/** Where a header keeps the salts that tell one beginning of a write-ahead log from another. */
const saltsOfWal = [16, 24] as const;
const saltsOfFrame = [8, 16] as const;

/** The salts of an open write-ahead log; undefined when nothing was written to it. */
export const saltsOf = (descriptor: number): string | undefined => {
  const header = Buffer.alloc(headerLength);
  if (readSync(descriptor, header, 0, headerLength, 0) < headerLength) return undefined;
  return header.toString('latin1', ...saltsOfWal);
};

/**
 * The stamps in what SQLite would take from a write-ahead log, in their order. It does not check the
 * sums of the frames: beyond the first wrong one SQLite takes nothing, and neither are its stamps of
 * use to anybody.
 */
export function* stampsInWal(path: string): Generator<StampInWal> {
  const descriptor = openedWal(path);
  if (descriptor === undefined) return;
  try {
    const header = Buffer.alloc(headerLength);
    if (readSync(descriptor, header, 0, headerLength, 0) < headerLength) return;
    const pageSize = header.readUInt32BE(8);
    if (pageSize < 512 || pageSize > 65_536) return;
    const salts = header.toString('latin1', ...saltsOfWal);
    const frame = Buffer.alloc(frameHeaderLength + pageSize);
    for (let at = headerLength; ; at += frame.length) {
      if (readSync(descriptor, frame, 0, frame.length, at) < frame.length) return;
      if (frame.toString('latin1', ...saltsOfFrame) !== salts) return;
      const stamp = stampOn(frame.subarray(frameHeaderLength));
      if (stamp !== undefined) yield { ...stamp, page: frame.readUInt32BE(0), pageSize };
    }
  } finally {
    closeSync(descriptor);
  }
}

/** No lock is on a write-ahead log itself, so it may be opened and closed at will. */
const openedWal = (path: string): number | undefined => {
  try {
    return openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch {
    // It is not there, or SQLite cannot read it either and says why.
    return undefined;
  }
};
