import { DatabaseFault } from './fault.ts';
import { noStamp } from './file-identity.ts';
import type { HeldFile } from './held-file.ts';
import { type Stamp, type StampInWal, stampInFile, stampsInFile, stampsInWal } from './stamps.ts';

/**
 * Looks that are taken at a file and its write-ahead log before they are said not to belong together:
 * other processes may be writing both, and what was read first is then old.
 */
const looks = 10;

/**
 * Makes sure that the write-ahead log beside a file belongs to it. SQLite itself checks only that it is
 * whole: it would write the pages of one state of a log over those of another.
 *
 * Each beginning of a write-ahead log holds the stamp that the file had before, and a new one. The file
 * has one of them: the former until the first checkpoint, a later one from then on.
 *
 * @returns whether there was anything to compare
 * @throws DatabaseFault
 */
export const assertOwnWal = (file: Pick<HeldFile, 'path' | 'descriptor'>): boolean => {
  let before = '';
  for (let look = 0; look < looks; look++) {
    const evidence = compared(file);
    if (typeof evidence === 'boolean') return evidence;
    if (evidence === before) throw foreign(file.path);
    before = evidence;
  }
  // Whatever changes all the time is being written to, and whoever writes it has looked.
  return true;
};

/** What shows that they do not belong together, or whether they show that they do. */
const compared = ({
  path,
  descriptor,
}: Pick<HeldFile, 'path' | 'descriptor'>): string | boolean => {
  let first: StampInWal | undefined;
  let inFile: readonly Stamp[] = [];
  for (const inWal of stampsInWal(`${path}-wal`)) {
    if (first === undefined) {
      first = inWal;
      inFile = stampsOf(descriptor, inWal);
    }
    const { id, stamp } = inWal;
    const { before } = first;
    if (inFile.some((own) => own.id === id && (own.stamp === stamp || own.stamp === before)))
      return true;
  }
  if (first === undefined) return false;
  // The write-ahead log makes the file's first stamp, which the file has yet to get.
  if (inFile.length === 0 && first.before === noStamp) return true;
  return JSON.stringify([first, inFile]);
};

/** The file's stamp: where it is by the write-ahead log, or wherever `VACUUM` has moved it from. */
const stampsOf = (descriptor: number, { page, pageSize }: StampInWal): readonly Stamp[] => {
  const there = stampInFile(descriptor, page, pageSize);
  return there === undefined ? [...stampsInFile(descriptor, pageSize)] : [there];
};

const foreign = (path: string): DatabaseFault =>
  new DatabaseFault(
    'foreign-wal',
    `${path}: the write-ahead log beside it, ${path}-wal, does not belong to this file, as when an older file was put back beside what a killed program left; SQLite would damage the file with it, so nothing was opened. To go on with this file, move ${path}-wal and ${path}-shm elsewhere: what stands in them is then not in it. To have that too, put back the file they belong to`,
  );
