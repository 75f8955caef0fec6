/** Wakes followers when something was appended, by us or by another process. */
export interface Doorbell {
  /** Something was appended, or the log is closing. */
  readonly ring: () => void;
  /**
   * How often it rang: to be asked before a look at the log, so that no ring is missed after it.
   */
  readonly rings: () => number;
  /** Resolves when it has rung more than so often, or when the signal aborts. */
  readonly rung: (since: number, signal: AbortSignal | undefined) => Promise<void>;
}

/**
 * A doorbell that also looks every so many milliseconds whether others were at the door. It looks
 * only while somebody waits: a log without followers keeps no process alive. A look that fails
 * rings too, so that the followers meet the failure where they can report it.
 */
export const doorbell = (othersWrote: () => boolean, interval: number): Doorbell => {
  const waiting = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;

  let rings = 0;

  const ring = (): void => {
    rings += 1;
    for (const wake of waiting) wake();
  };
  const look = (): void => {
    let heard = true;
    try {
      heard = othersWrote();
    } catch {
      // Thrown out of a timer it would end the process; each follower meets it when it looks itself.
    }
    if (heard) ring();
  };
  const rung = (since: number, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      if (rings > since || signal?.aborted === true) return resolve();
      const wake = (): void => {
        waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        if (waiting.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
        resolve();
      };
      waiting.add(wake);
      signal?.addEventListener('abort', wake);
      timer ??= setInterval(look, interval);
    });

  return { ring, rings: () => rings, rung };
};
