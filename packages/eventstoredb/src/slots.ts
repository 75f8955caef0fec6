/** Lets a limited number of pieces of work run at once; the others wait in line. */
export type Slots = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** `count` slots, and the line before them. */
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
