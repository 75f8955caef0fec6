/** Runs a task when all earlier tasks of the same key have ended; keys do not wait for each other. */
export type InTurn = <Result>(key: string, task: () => Promise<Result>) => Promise<Result>;

/** A queue for each key, gone as soon as it is empty. */
export const inTurn = (): InTurn => {
  const ends = new Map<string, Promise<void>>();
  return async (key, task) => {
    const before = ends.get(key);
    const run = before === undefined ? task() : before.then(task);
    const end = run.then(nothing, nothing);
    ends.set(key, end);
    try {
      return await run;
    } finally {
      if (ends.get(key) === end) ends.delete(key);
    }
  };
};

const nothing = (): void => undefined;
