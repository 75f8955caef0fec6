/** A number from 0 up to, not including, 1: it spreads apart those who lost the same server. */
export const chance = (): number => Math.random();
