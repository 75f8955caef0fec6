import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { END_OF_TIME, type Instant, instant } from '@presales/kernel';
import { hourOf } from '@presales/kernel/store';

/** What this program takes from the world: the only clock, timer and source of chance there is. */
export interface World {
  /** The hour. */
  readonly now: () => Instant;
  /** A new UUID. */
  readonly newId: () => string;
  /** Resolves after so long, or as soon as the signal aborts. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
}

const wait: World['wait'] = async (milliseconds, signal) => {
  try {
    await sleep(milliseconds, undefined, signal && { signal });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
};

/** The world as it is. */
export const realWorld: World = {
  now: () => instant(Date.now()),
  newId: randomUUID,
  wait,
  random: Math.random,
};

/**
 * A clock that is asked for the hour of a command or a date before any log checks it: what is no
 * instant is an error that names the clock, and not the command that would have had it. The
 * machine's stays itself, because a server's log is told by it that there is no other.
 */
export const checkedClock = (now: World['now']): World['now'] =>
  now === realWorld.now ? now : () => hourOf(now);

/**
 * The latest that another clock may show now: clocks of several machines differ, and are put forward
 * and back. What is dated up to this is no more in the future than in the past.
 */
export const byAnyClock = (now: Instant): Instant =>
  instant(Math.min(Date.parse(now) + HOUR, Date.parse(END_OF_TIME)));

const HOUR = 3_600_000;
