/**
 * Asks once for all who want to know at the same time. Who asks while an answer is on its way gets
 * the next one: every answer was asked for after the question it is given to.
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
