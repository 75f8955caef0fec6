/** What is under way, told in words: all that there is to look at when something never ends. */
export interface UnderWay {
  /** Does a piece of work, and can tell of it as long as it is not done. */
  readonly during: <Result>(what: () => string, work: () => Promise<Result>) => Promise<Result>;
  readonly told: () => readonly string[];
}

/** Nothing yet. */
export const underWay = (): UnderWay => {
  const going = new Set<() => string>();
  return {
    during: async (what, work) => {
      const begun = performance.now();
      const tell = () => `${what()}, for ${Math.round(performance.now() - begun)} ms`;
      going.add(tell);
      try {
        return await work();
      } finally {
        going.delete(tell);
      }
    },
    told: () => [...going].map((tell) => tell()),
  };
};
