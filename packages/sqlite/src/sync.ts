import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Waits until the disk has what was written to a file. */
export const syncFile = (path: string): void => sync(path, 'r+');

/** Waits until the disk has the names of a directory: a new name is on it only then. */
export const syncDirectory = (path: string): void => sync(path, 'r');

const sync = (path: string, flags: string): void => {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};
