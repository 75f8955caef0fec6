/** Wakes one waiter; rung while nobody waits, the next wait ends at once. */
export interface Bell {
  readonly ring: () => void;
  readonly rung: () => Promise<void>;
}

/** A bell that has not rung yet. */
export const bell = (): Bell => {
  let ringing = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      ringing = true;
      wake?.();
    },
    rung: async () => {
      if (!ringing)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      wake = undefined;
      ringing = false;
    },
  };
};
