import { type Instant, instant } from '@presales/kernel';
import type { World } from '../../src/clock.ts';

/** A world whose time stands still until a test moves it. */
export interface FakeWorld extends World {
  /** Time passes: whoever waited long enough goes on. */
  readonly pass: (milliseconds: number) => void;
  /** Time passes until the clock shows this. */
  readonly passUntil: (now: Instant) => void;
  /** Somebody sets the clock; nobody has waited any longer for it. */
  readonly setClock: (now: Instant) => void;
  /** How many wait, and for how many milliseconds each was asked to. */
  readonly waiting: () => readonly number[];
}

interface Sleeper {
  readonly asked: number;
  readonly until: number;
  readonly wake: () => void;
}

export const fakeWorld = (start: Instant): FakeWorld => {
  let clock = Date.parse(start);
  let elapsed = 0;
  let ids = 0;
  const sleepers = new Set<Sleeper>();
  const pass = (milliseconds: number): void => {
    clock += milliseconds;
    elapsed += milliseconds;
    for (const sleeper of sleepers) if (sleeper.until <= elapsed) sleeper.wake();
  };
  return {
    now: () => instant(clock),
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    random: () => 0,
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        const sleeper: Sleeper = {
          asked: milliseconds,
          until: elapsed + milliseconds,
          wake: () => {
            sleepers.delete(sleeper);
            signal?.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake);
        if (signal?.aborted === true || milliseconds <= 0) sleeper.wake();
      }),
    pass,
    passUntil: (now) => pass(Date.parse(now) - clock),
    setClock: (now) => {
      clock = Date.parse(now);
    },
    waiting: () => [...sleepers].map(({ asked }) => asked),
  };
};
