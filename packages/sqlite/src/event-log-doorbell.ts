/** Wakes followers when something was appended, by us or by another process. */
export interface Doorbell {
  /** Something was appended, or the log is closing. */
  readonly ring: () => void;
  /**
   * How often it has rung. Ask this before looking at the log: no ring after the look is then
   * missed.
   */
  readonly rings: () => number;
  /** Resolves when it has rung more often than `since`, or when the signal aborts. */
  readonly rung: (since: number, signal: AbortSignal | undefined) => Promise<void>;
}

/**
 * A doorbell that also looks every `interval` milliseconds whether other processes have written. It
 * looks only while somebody waits, so that a log without followers keeps no process alive. It rings
 * when a look fails too, because the followers can report the failure when they look themselves.
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
