import type { Importer } from './run/import-lock.ts';
import type { Reject } from './run/rejects.ts';

/** How far an import has come. */
export interface ImportProgress {
  /** Before the first command the whole input is read, to find what is broken and to sort it. */
  readonly phase: 'reading' | 'importing';
  /** The file, without its folder. */
  readonly file: string;
  /** How much is done: bytes of the input as it lies on the disk while it is read, then rows. */
  readonly done: number;
  readonly total: number;
  readonly rejected: number;
}

/** A file that comes as a stream: what somebody uploads to a service. */
export interface Upload {
  /** Its name, by which its kind is known and its rejects name it; folders in it are left out. */
  readonly name: string;
  /** Its bytes: a `Readable`, the body of a request. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** What an import works with. */
export interface ImportOptions {
  /** The file; where the mapping has several `inputs`, the folder that they stand in. */
  readonly input: string | Upload;
  /** The mapping file. */
  readonly mapping: string;
  /**
   * Whether files that the mapping joins may lie outside the folders of the input and the mapping. By
   * default they may not, so that a mapping of somebody else's reads nothing else of this machine.
   */
  readonly allowOutside?: boolean;
  /** How many rows are under way at the same time, 64 by default; a log may store them in one commit. */
  readonly rowsInFlight?: number;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Is told every row that is rejected, once it is written down. */
  readonly onReject?: (reject: Reject) => void;
  /** Is called when another import into the log is under way, and is waited for. */
  readonly onWaiting?: (holder: Importer | undefined) => void | Promise<void>;
  /** Stops the import after the rows under way. */
  readonly signal?: AbortSignal;
}

/** Options by which files are read that lie on a disk. */
export interface FileImportOptions extends ImportOptions {
  readonly input: string;
}
