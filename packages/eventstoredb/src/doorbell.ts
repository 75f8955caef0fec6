/** Wakes one waiter. When it rings while nobody waits, the next wait ends at once. */
export interface Doorbell {
  readonly ring: () => void;
  readonly rung: () => Promise<void>;
}

/** A doorbell that has not rung yet. */
export const doorbell = (): Doorbell => {
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
