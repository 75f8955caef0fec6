/** What has to be ended, last begun first. */
export interface InOrder {
  readonly add: (end: () => Promise<unknown>) => void;
  /** Ends everything; what does not end in time is left behind. */
  readonly end: () => Promise<void>;
}

/** Milliseconds that one thing has for its end. */
const patience = 5_000;

/** Nothing yet. */
export const endsOf = (): InOrder => {
  const ends: (() => Promise<unknown>)[] = [];
  return {
    add: (end) => void ends.push(end),
    end: async () => {
      for (let end = ends.pop(); end !== undefined; end = ends.pop()) await inTime(end());
    },
  };
};

const inTime = async (ending: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([ending, late]);
  clearTimeout(timer);
};
