/** A number from 0 up to, not including, 1. It spreads apart clients that lost the same server. */
export const chance = (): number => Math.random();
