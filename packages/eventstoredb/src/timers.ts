/**
 * Runs something after so many milliseconds, unless the function that is returned is called before.
 */
export type After = (milliseconds: number, run: () => void) => () => void;

/** The machine's timers. */
export const after: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

/** Waits so many milliseconds, or until the signal is given, if there is one. */
export const pause = (later: After, milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      callOff();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const callOff = later(milliseconds, done);
    signal?.addEventListener('abort', done);
    if (signal?.aborted === true) done();
  });

/** There was no answer in time. */
export class TimeLimit extends Error {
  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
    this.name = 'TimeLimit';
  }
}

/**
 * The result of a promise, or TimeLimit when it takes too long. A later result or error is ignored.
 */
export const within = <Result>(
  later: After,
  milliseconds: number,
  work: Promise<Result>,
): Promise<Result> =>
  new Promise((resolve, reject) => {
    const callOff = later(milliseconds, () => reject(new TimeLimit(milliseconds)));
    work.then(
      (result) => {
        callOff();
        resolve(result);
      },
      (error: unknown) => {
        callOff();
        reject(error);
      },
    );
  });
