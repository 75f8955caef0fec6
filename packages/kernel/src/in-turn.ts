/**
 * Runs a task when all earlier tasks of the same key have ended. Different keys do not wait for
 * each other.
 */
export type InTurn = <Result>(key: string, task: () => Promise<Result>) => Promise<Result>;

/** Queues of tasks, one for each key; a queue is dropped as soon as it is empty. */
export const inTurn = (): InTurn => {
  const ends = new Map<string, Promise<void>>();
  return async (key, task) => {
    // A task begins after it stands in the queue, so that what it queues itself comes behind it.
    const run = (ends.get(key) ?? ready).then(task);
    const end = run.then(nothing, nothing);
    ends.set(key, end);
    try {
      return await run;
    } finally {
      if (ends.get(key) === end) ends.delete(key);
    }
  };
};

const ready = Promise.resolve();
const nothing = (): void => undefined;
