import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Instant, instant } from '@presales/kernel';

/** What the world tells this program: the only clock and the only source of chance there is. */
export interface World {
  readonly now: () => Instant;
  /** A new UUID. */
  readonly newId: () => string;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
}

/** The world as it is. */
export const realWorld: World = {
  now: () => instant(Date.now()),
  newId: randomUUID,
  wait: (milliseconds) => sleep(milliseconds),
  random: Math.random,
};
