import { fstatSync, writeFile } from 'node:fs';

/** Where text goes: the terminal, a file, a pipe, a test. */
export interface Sink {
  /**
   * Resolves when the text is taken, so that a slow reader holds the writer back.
   *
   * @throws OutputClosed when the reader has gone
   * @throws OutputFailed when it cannot be written for another reason
   */
  readonly write: (text: string) => Promise<void>;
  readonly isTerminal: boolean;
}

/** What the command uses of the world around it. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the user interrupts: long work stops at the next safe place. */
  readonly signal: AbortSignal;
}

/** The reader of our output has gone (`presales events | head`): a reason to stop, not a fault. */
export class OutputClosed extends Error {
  constructor(options?: ErrorOptions) {
    super('the reader of the output has gone', options);
    this.name = 'OutputClosed';
  }
}

/** Standard output or standard error takes no more: the disk behind it is full, or fails. */
export class OutputFailed extends Error {
  constructor(name: OutputName, cause: NodeJS.ErrnoException) {
    const reason = reasons.get(cause.code) ?? 'it cannot be written';
    super(`${name}: ${reason} (${cause.message}); what was printed is not whole`, { cause });
    this.name = 'OutputFailed';
  }
}

/** The two streams that a command writes to, as messages call them. */
type OutputName = 'standard output' | 'standard error';

const reasons: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the quota of the disk is used up'],
  ['EFBIG', 'the file may not become larger'],
  ['EIO', 'the disk or the device failed'],
]);

/** A sink over one of the process's own streams. */
export const sinkOf = (name: OutputName, stream: OwnStream): Sink => {
  const write = writerOf(stream);
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        write(text, (error) => {
          if (!error) resolve();
          else if (isClosedPipe(error)) reject(new OutputClosed({ cause: error }));
          else reject(new OutputFailed(name, error));
        });
      }),
    isTerminal: stream.isTTY === true,
  };
};

/** A stream of the process; one over a file or a device has its number. */
type OwnStream = Pick<NodeJS.WriteStream, 'write' | 'isTTY'> & { readonly fd?: number };

type Write = (text: string, done: (error?: NodeJS.ErrnoException | null) => void) => void;

/**
 * A file is written past its stream: that one writes once and does not look how much the disk took,
 * so that the end of a listing could be missing without a word.
 */
const writerOf = (stream: OwnStream): Write => {
  const { fd, isTTY } = stream;
  return fd !== undefined && !isTTY && isFile(fd)
    ? (text, done) => writeFile(fd, text, done)
    : (text, done) => stream.write(text, done);
};

const isFile = (fd: number): boolean => {
  const status = fstatSync(fd);
  return status.isFile() || status.isCharacterDevice();
};

const isClosedPipe = ({ code }: NodeJS.ErrnoException): boolean =>
  code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';

/**
 * Runs something with the process's own streams and environment. The first Ctrl-C asks it to stop;
 * a second one kills, as it would without us.
 */
export const withProcessIo = async <Result>(run: (io: Io) => Promise<Result>): Promise<Result> => {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  // A failed write is told to the writer; without a listener it would also end the process.
  const ignore = () => undefined;
  process.once('SIGINT', interrupt);
  process.stdout.on('error', ignore);
  process.stderr.on('error', ignore);
  try {
    return await run({
      stdout: sinkOf('standard output', process.stdout),
      stderr: sinkOf('standard error', process.stderr),
      env: process.env,
      signal: interrupted.signal,
    });
  } finally {
    process.off('SIGINT', interrupt);
  }
};
