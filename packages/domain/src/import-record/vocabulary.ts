import { z } from 'zod';

/** What identifies a row of a file: 16 bytes of the SHA-256 of its cells, in base64url. */
export const RowMark = z.string().regex(/^[\w-]{22}$/, { error: 'expected the mark of a row' });
export type RowMark = z.infer<typeof RowMark>;

/**
 * What identifies a command, and what it said: the 16 bytes of its id, and the first 22 characters of
 * its fingerprint where that is known, in base64url.
 */
export const CommandMark = z
  .string()
  .regex(/^[\w-]{22}(?:[\w-]{22})?$/, { error: 'expected the mark of a command' });
export type CommandMark = z.infer<typeof CommandMark>;

/** How many marks of one kind go into one event: a batch, not a file. */
export const marksAtOnce = 1_000;

/** The rows of a file that one note is about. */
export const notedRows = {
  /** Commands that changed nothing, because it was already so. */
  settled: z.array(CommandMark).max(marksAtOnce),
  /** Rows that were refused, and stand in a file of rejects. */
  refused: z.array(RowMark).max(marksAtOnce),
  /** Rows that were refused, and for which that file had no room. */
  unlisted: z.array(RowMark).max(marksAtOnce),
  /** Rows that were refused, and were imported as they are after all. */
  accepted: z.array(RowMark).max(marksAtOnce),
  /** Rows that were rejected, and in whose place corrected ones were imported. */
  corrected: z.array(RowMark).max(marksAtOnce),
};
