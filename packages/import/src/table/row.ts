import { hash } from 'node:crypto';

/** One row of a table, its cells without surrounding blanks and without what nobody sees. */
export interface Row {
  /** The line it begins on, from 1; the header is the first. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The hash of the rejected row that this one corrects. */
  readonly corrects?: string;
  /** Whether it was cut when it was rejected: its cells are not what they were. */
  readonly cut?: boolean;
}

/** Identifies a row by its cells: 16 bytes of their SHA-256, as 22 characters of base64url. */
export const rowHash = (cells: readonly string[]): string =>
  shortHash(JSON.stringify(cells)).toString('base64url');

/** 16 bytes of a text's SHA-256. */
export const shortHash = (text: string): Buffer => hash('sha256', text, 'buffer').subarray(0, 16);
