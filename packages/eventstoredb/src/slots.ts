/** Lets so many run at once; the others wait in line. */
export type Slots = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** A line before so many slots. */
export const slots = (count: number): Slots => {
  const line: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => line.push(resolve));
    try {
      return await work();
    } finally {
      // A slot is handed on to whoever waits longest.
      const next = line.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
};
