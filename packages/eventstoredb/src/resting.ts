import type { After } from './timers.ts';

/** Calls that are left open for a while although nobody reads from them. */
export interface Resting {
  /**
   * Leaves a call open. The function that is returned takes it up again; it answers false when the
   * call was ended meanwhile, for others or because it was left too long.
   */
  readonly rest: (end: () => void) => () => boolean;
  /** Ends all that rest. */
  readonly stop: () => void;
}

/** So many calls rest at most, the newest, and so many milliseconds. */
export const resting = (after: After, most: number, longest: number): Resting => {
  /** What ends each; a set keeps the order in which they came. */
  const calls = new Set<() => void>();
  return {
    rest: (end) => {
      const callOff = after(longest, () => finish());
      const leave = (): boolean => {
        callOff();
        return calls.delete(finish);
      };
      const finish = (): void => {
        if (leave()) end();
      };
      calls.add(finish);
      for (const oldest of calls) {
        if (calls.size <= most) break;
        oldest();
      }
      return leave;
    },
    stop: () => {
      for (const finish of [...calls]) finish();
    },
  };
};
