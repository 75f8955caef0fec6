/** What has to be ended, last begun first. */
export interface InOrder {
  /**
   * Tells how something is ended; after the end it is ended at once.
   *
   * @throws Error then, so that whoever goes on although all was given up stops
   */
  readonly add: (end: () => Promise<unknown>) => void;
  readonly areOver: () => boolean;
  /** Ends everything; what does not end in time is left behind. */
  readonly end: () => Promise<void>;
}

/** Milliseconds that one thing has for its end. */
const longestEnding = 5_000;

/** Nothing yet. */
export const endsOf = (): InOrder => {
  const ends: (() => Promise<unknown>)[] = [];
  let over = false;
  return {
    add: (end) => {
      if (!over) ends.push(end);
      else {
        void inTime(end());
        throw new Error('all was given up');
      }
    },
    areOver: () => over,
    end: async () => {
      over = true;
      for (let end = ends.pop(); end !== undefined; end = ends.pop()) await inTime(end());
    },
  };
};

const inTime = async (ending: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, longestEnding);
  });
  await Promise.race([ending, late]);
  clearTimeout(timer);
};
