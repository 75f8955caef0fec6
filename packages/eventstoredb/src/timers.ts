/** Runs something later, unless it is called off by the function that is returned. */
export type After = (milliseconds: number, run: () => void) => () => void;

/** The machine's timers. */
export const after: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

/** Waits so long, or until the signal is given, if there is one. */
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

/** Nothing came within the time there was. */
export class TimeLimit extends Error {
  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
    this.name = 'TimeLimit';
  }
}

/**
 * What a promise gives, or TimeLimit. What it gives later is forgotten, errors included.
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
