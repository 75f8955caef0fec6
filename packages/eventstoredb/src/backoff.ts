/** Milliseconds before the next try after so many failures: doubled each time, and jittered. */
export const backoff = (failures: number, random: number): number =>
  Math.min(longest, shortest * 2 ** Math.min(failures - 1, 20)) * (0.5 + random / 2);

const shortest = 50;
const longest = 5_000;
