/**
 * Does several jobs side by side until all have ended. When one fails, the others are told to end,
 * and the failure is thrown when they have.
 */
export const together = async (
  signal: AbortSignal,
  jobs: readonly ((until: AbortSignal) => Promise<void>)[],
): Promise<void> => {
  const failing = new AbortController();
  const until = AbortSignal.any([signal, failing.signal]);
  const ends = await Promise.allSettled(
    jobs.map(async (job) => {
      try {
        await job(until);
      } catch (error) {
        failing.abort();
        throw error;
      }
    }),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
};
