import { isAbsolute, relative, sep } from 'node:path';

/** Whether a path is below a folder; both are absolute. The folder itself is not below it. */
export const isWithin = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  // On Windows the way to another drive is an absolute one.
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};
