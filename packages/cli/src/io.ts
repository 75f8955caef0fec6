/** Where text goes: the terminal, a file, a pipe, a test. */
export interface Sink {
  /**
   * Resolves when the text is taken, so that a slow reader holds the writer back.
   *
   * @throws OutputClosed when the reader has gone
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

const sink = (stream: NodeJS.WriteStream): Sink => ({
  write: (text) =>
    new Promise((resolve, reject) => {
      stream.write(text, (error) => {
        if (error) reject(isClosedPipe(error) ? new OutputClosed({ cause: error }) : error);
        else resolve();
      });
    }),
  isTerminal: stream.isTTY === true,
});

const isClosedPipe = (error: Error): boolean =>
  'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');

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
      stdout: sink(process.stdout),
      stderr: sink(process.stderr),
      env: process.env,
      signal: interrupted.signal,
    });
  } finally {
    process.off('SIGINT', interrupt);
  }
};
