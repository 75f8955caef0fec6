/** How fast something went. */
export interface Rates {
  /** Per second of the clock on the wall. */
  readonly rate: number;
  /**
   * Per second of processor time, of all threads of the process. It does not see waiting, for a disk
   * or for others on the same machine, so it tells the work where the clock tells the weather.
   */
  readonly cpuRate: number;
}

/** Measures stretches of work, added up. */
export interface Meter {
  readonly start: () => void;
  readonly stop: () => void;
  readonly rates: (count: number) => Rates;
}

/** A meter at zero. */
export const meter = (): Meter => {
  let [milliseconds, microseconds] = [0, 0];
  let [begun, used] = [0, 0];
  const cpu = (): number => {
    const { user, system } = process.cpuUsage();
    return user + system;
  };
  return {
    start: () => {
      used = cpu();
      begun = performance.now();
    },
    stop: () => {
      milliseconds += performance.now() - begun;
      microseconds += cpu() - used;
    },
    rates: (count) => ({
      rate: (count / milliseconds) * 1_000,
      cpuRate: (count / microseconds) * 1_000_000,
    }),
  };
};
