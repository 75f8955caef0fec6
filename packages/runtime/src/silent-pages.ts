/**
 * Pages of the log in which nothing concerned a projector or a process, before it moves its
 * checkpoint all the same. Without this, a restart would read the same pages again.
 */
export const silentPages = 100;
