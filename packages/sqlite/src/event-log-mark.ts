import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  realpathSync,
  writeSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Durability } from './durability.ts';

/** The last event that was acknowledged: where it stands, and its seal. */
export interface Mark {
  readonly position: number;
  readonly seal: string;
}

/** Where the mark of a log is: beside the file itself, whatever link leads to it. */
export const markFile = (file: string): string =>
  `${existsSync(file) ? realpathSync(file) : file}.mark`;

/** What stands at the beginning of the file. */
const name = 'presales-mark 1';

/** Bytes of the file: it is always as long, and so is written over in place. */
const length = `${name} 0123456789012345  01234567\n`.length + 43;

const textOf = ({ position, seal }: Mark): string => {
  const text = `${name} ${String(position).padStart(16, '0')} ${seal.padEnd(43)}`;
  return `${text} ${checkOf(text)}\n`;
};

const checkOf = (text: string): string => crc32(text).toString(16).padStart(8, '0');

const pattern = new RegExp(`^(${name} (\\d{16}) ([\\w-]{43})) ([0-9a-f]{8})\n$`);

/** A file of the mark's name that is none or cannot be read, and why. */
export interface UnreadableMark {
  readonly unreadable: string;
  /** It is a link, so that no mark can be written either. */
  readonly link: boolean;
}

/** What there is of a mark. */
export type FoundMark = Mark | UnreadableMark | undefined;

/** Reads the mark of a log. A file of its name that is a link is not followed. */
export const readMark = (file: string): FoundMark => {
  let descriptor: number;
  try {
    descriptor = openSync(markFile(file), constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const link = code === 'ELOOP';
    return { unreadable: link ? 'a link, which is not followed' : message, link };
  }
  try {
    const bytes = Buffer.alloc(length + 1);
    const text = bytes.toString('latin1', 0, readSync(descriptor, bytes, 0, bytes.length, 0));
    const [, checked = '', position, seal, check] = pattern.exec(text) ?? [];
    if (position === undefined || seal === undefined || check !== checkOf(checked))
      return { unreadable: 'damaged, or something else', link: false };
    return { position: Number(position), seal };
  } finally {
    closeSync(descriptor);
  }
};

/** Writes the mark of a log. */
export interface MarkWriter {
  /** The log has come so far, by a commit that is acknowledged. Nothing is written for an empty one. */
  readonly reached: (mark: Mark | undefined) => void;
  /**
   * Puts the mark on the disk, and lets go of its file.
   *
   * @param settled whether the disk has all that was acknowledged
   */
  readonly close: (settled: boolean) => void;
}

/**
 * The mark of a log: a small file beside it that says how far it came. Where the end of a write-ahead
 * log is lost, SQLite opens what stands before it as if that were all; only what was kept outside can
 * tell. It is written over in place after every commit, without waiting for the disk: what the disk
 * has of it may be older than the log, which is never wrong. It is waited for when the log is closed.
 * Where commits do not wait for the disk either (`normal`), the disk could have the mark before them:
 * it is then written when the log is closed.
 *
 * An append that is on the disk does not fail because its mark could not be written.
 */
export const markWriter = (file: string, durability: Durability): MarkWriter => {
  let descriptor: number | undefined;
  let last: Mark | undefined;
  const write = (mark: Mark): void => {
    if (descriptor === undefined) {
      const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW;
      descriptor = openSync(markFile(file), flags, 0o600);
      ftruncateSync(descriptor, length);
    }
    writeSync(descriptor, textOf(mark), 0, 'latin1');
  };
  return {
    reached: (mark) => {
      if (mark === undefined) return;
      last = mark;
      if (durability === 'full') quietly(() => write(mark));
    },
    close: (settled) => {
      quietly(() => {
        if (settled && last !== undefined) write(last);
        if (descriptor !== undefined) fsyncSync(descriptor);
      });
      quietly(() => {
        if (descriptor !== undefined) closeSync(descriptor);
      });
      descriptor = undefined;
    },
  };
};

const quietly = (work: () => void): void => {
  try {
    work();
  } catch {
    // The mark stays where it was, or away: it then claims less than it could, and nothing wrong.
  }
};
