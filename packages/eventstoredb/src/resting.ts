import type { After } from './timers.ts';

/** Calls that are left open for a while although nobody reads from them. */
export interface Resting {
  /**
   * Leaves a call open. The function that is returned takes it up again. It answers false when the
   * call was ended meanwhile, to make room for others or because it rested too long.
   */
  readonly rest: (end: () => void) => () => boolean;
  /** Ends all that rest. */
  readonly stop: () => void;
}

/** At most `most` calls rest, the newest ones, and each for at most `longest` milliseconds. */
export const resting = (after: After, most: number, longest: number): Resting => {
  /** The functions that end the calls, in the order in which these came. */
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
