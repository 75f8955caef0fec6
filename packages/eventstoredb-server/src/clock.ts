/** Milliseconds since 1970 as the machine's clock tells them. */
export const systemClock = (): number => Date.now();
