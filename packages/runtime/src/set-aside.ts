import { closeSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { HeldEvent } from '@presales/kernel/store';
import { fileOf, readModelsBeside, sqlitePackage } from './connection.ts';

/**
 * Moves a log in a file out of the way, with what lies beside it and is named after it: its read
 * models, and what imports and the log itself keep there. Nothing is deleted: `presales.db` becomes
 * `presales.db.old-1`, or has the next number that is free, and is a log as before under that name.
 *
 * While `assertMayGo` looks at the events, and while the files move, no other program of this machine
 * has the log open, not even for reading. The log's own file moves last: after a crash before that, the
 * log is still there, its read models are made again, and its other files have the new name already.
 *
 * @param assertMayGo throws when the log must stay; then nothing is touched
 * @returns the log's new file
 * @throws EventLogError `event-log/busy` when another program has the log open
 * @throws ConnectionError for a log that is in no file
 */
export const setLogAside = async (
  eventLog: string,
  assertMayGo: (events: Iterable<HeldEvent>) => void,
): Promise<string> => {
  const file = fileOf(eventLog);
  const { holdSqliteEventLog } = await sqlitePackage(eventLog);
  const held = holdSqliteEventLog(file);
  try {
    assertMayGo(held.events());
    const aside = claimedName(file);
    try {
      held.moveTo(aside, filesBeside(file, aside));
    } finally {
      // What was claimed is empty as long as the log has not taken its place.
      if (statSync(aside).size === 0) rmSync(aside);
    }
    return aside;
  } finally {
    held.release();
  }
};

/** The first of `presales.db.old-1`, `.old-2` … that nothing has; an empty file is left there. */
const claimedName = (file: string): string => {
  for (let number = 1; ; number += 1) {
    const aside = `${file}.old-${number}`;
    if (namedAfter(aside, /^([.-]|$)/).length > 0) continue;
    closeSync(openSync(aside, 'wx', 0o600));
    return aside;
  }
};

/** The files named after a log besides its own, each with its name beside the log's new file. */
const filesBeside = (file: string, aside: string): readonly (readonly [string, string])[] => {
  const models = readModelsOf(file);
  return [
    ...namedAfter(file, /^\.(import|mark)/).map((rest) => [file + rest, aside + rest] as const),
    ...namedAfter(models, /^(-wal|-shm)?$/).map(
      (rest) => [models + rest, readModelsOf(aside) + rest] as const,
    ),
  ];
};

const readModelsOf = (file: string): string => fileOf(readModelsBeside(`sqlite:${file}`));

/** How the names go on that begin with that of a file, in its directory. */
const namedAfter = (file: string, going: RegExp): readonly string[] => {
  const beginning = basename(file);
  return readdirSync(dirname(file))
    .filter((name) => name.startsWith(beginning))
    .map((name) => name.slice(beginning.length))
    .filter((rest) => going.test(rest));
};
