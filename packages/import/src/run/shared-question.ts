/**
 * Puts a question once for all callers who ask at the same time. A caller who asks while an answer is
 * under way gets the next answer, so that nobody is given one that was asked for before they asked.
 */
export const sharedQuestion = <Answer>(ask: () => Promise<Answer>): (() => Promise<Answer>) => {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<Answer> | undefined;
  return () => {
    if (next === undefined) {
      const begin = (): Promise<Answer> => {
        next = undefined;
        return ask();
      };
      next = underWay.then(begin, begin);
      underWay = next;
    }
    return next;
  };
};
