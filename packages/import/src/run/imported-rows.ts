import { z } from 'zod';
import { type Belonging, type HeaderOf, headerFor } from './belonging.ts';
import { linesFile, readLines } from './lines-file.ts';
import type { ImportTarget, Landmark } from './target.ts';

/**
 * Rows that were imported as they are, so that they are passed over quickly the next time. The log
 * would tell the same, command by command: what is written here only saves asking it.
 */
export interface ImportedRows {
  /** The hashes of the rows that the log is known to hold. */
  readonly known: readonly string[];
  /** A row was carried out whole. */
  readonly add: (hash: string) => Promise<void>;
  /** The log that the file belongs to has its first event. */
  readonly bind: (log: string) => void;
  /** Writes down what was added last. */
  readonly flush: () => Promise<void>;
  readonly close: () => void;
}

/** After so many rows they are written down. */
const batch = 500;

/**
 * The imported rows in a file. Below every batch of hashes stands the event that was the last of the
 * log by then. Rows are believed only above an event that the log still holds, so that a log that was
 * restored from an older copy is asked about what it may lack. A file of another plan or another log
 * is begun anew.
 *
 * @param plan identifies the mapping and its joined files: others make other commands
 * @throws ImportError `import/file` when it cannot be read or written
 */
export const importedRowsFile = async (
  path: string,
  plan: string,
  belonging: Belonging,
  target: Pick<ImportTarget, 'last' | 'holds'>,
): Promise<ImportedRows> => {
  const headerOf: HeaderOf = (mapping, log) =>
    `imported rows of ${JSON.stringify(mapping)} by plan ${plan} in log ${log}\n`;
  const header = headerFor(headerOf, belonging);
  const text = readLines(path);
  const stood = text.startsWith(header)
    ? await believed(text.slice(header.length), target)
    : { known: [], length: 0 };
  const keep = stood.length === 0 ? 0 : header.length + stood.length;
  const lines = linesFile(
    path,
    header,
    text === ''
      ? undefined
      : { keep: Buffer.byteLength(text.slice(0, keep)), size: Buffer.byteLength(text) },
  );
  let added: string[] = [];
  const flush = async (): Promise<void> => {
    const hashes = added;
    if (hashes.length === 0) return;
    added = [];
    const last = await target.last();
    if (last !== undefined) lines.append(`${hashes.join('\n')}\n${lineOf(last)}`);
  };
  return {
    known: stood.known,
    add: async (hash) => {
      added.push(hash);
      if (added.length >= batch) await flush();
    },
    bind: (log) => lines.setHeader(headerFor(headerOf, { ...belonging, log })),
    flush,
    close: lines.close,
  };
};

/** Nothing is known or written down. */
export const nothingImported: ImportedRows = {
  known: [],
  add: async () => undefined,
  bind: () => undefined,
  flush: async () => undefined,
  close: () => undefined,
};

const lineOf = ({ stream, revision, id }: Landmark): string =>
  `${JSON.stringify([stream, String(revision), id])}\n`;

const LandmarkLine = z.tuple([z.string(), z.string().regex(/^\d+$/), z.string()]);

const landmarkOf = (line: string): Landmark | undefined => {
  if (!line.startsWith('[')) return undefined;
  try {
    const [stream, revision, id] = LandmarkLine.parse(JSON.parse(line));
    return { stream, revision: BigInt(revision), id };
  } catch {
    // A line that a crash left unfinished, or that somebody else wrote.
    return undefined;
  }
};

/** The hashes above the last landmark that the log holds, and how far the text reaches by then. */
const believed = async (
  text: string,
  target: Pick<ImportTarget, 'holds'>,
): Promise<{ readonly known: readonly string[]; readonly length: number }> => {
  const known: string[] = [];
  const landmarks: {
    readonly landmark: Landmark;
    readonly rows: number;
    readonly length: number;
  }[] = [];
  let length = 0;
  for (const line of text.split('\n')) {
    length += line.length + 1;
    const landmark = landmarkOf(line);
    if (landmark !== undefined) landmarks.push({ landmark, rows: known.length, length });
    else if (/^[\w-]{22}$/.test(line)) known.push(line);
  }
  for (const { landmark, rows, length } of landmarks.reverse())
    if (await target.holds(landmark)) return { known: known.slice(0, rows), length };
  return { known: [], length: 0 };
};
