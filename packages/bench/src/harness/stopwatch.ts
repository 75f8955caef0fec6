/** Adds up the time that is spent in some work. */
export interface Stopwatch {
  readonly during: <Result>(work: () => Result) => Result;
  readonly through: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Passes a sequence on, and counts the time until each of its parts has come. */
  readonly each: <Part>(parts: AsyncIterable<Part>) => AsyncIterable<Part>;
  readonly seconds: () => number;
}

/** A stopwatch at zero. It has no notion of overlapping work: one thing at a time. */
export const stopwatch = (): Stopwatch => {
  let milliseconds = 0;
  const through = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const begun = performance.now();
    try {
      return await work();
    } finally {
      milliseconds += performance.now() - begun;
    }
  };
  return {
    during: (work) => {
      const begun = performance.now();
      try {
        return work();
      } finally {
        milliseconds += performance.now() - begun;
      }
    },
    through,
    async *each(parts) {
      const iterator = parts[Symbol.asyncIterator]();
      for (;;) {
        const next = await through(() => iterator.next());
        if (next.done === true) return;
        yield next.value;
      }
    },
    seconds: () => milliseconds / 1_000,
  };
};
