import { sqliteEventLog } from '@presales/sqlite';
import { eventLogContract } from '@presales/testing';
import { temporaryDirectory } from './event-log-place.ts';

describe('the SQLite event log', () => {
  const directory = temporaryDirectory();
  let count = 0;
  // Nothing here cuts the power: what `full` adds is proved where the disk is watched.
  const durability = 'normal';

  eventLogContract({
    name: 'the SQLite log',
    gapless: true,
    tellsRecorded: true,
    open: (world) => {
      count += 1;
      return sqliteEventLog({ file: directory.file(`log-${count}.db`), ...world, durability });
    },
    openAgain: (log, world) =>
      sqliteEventLog({
        file: log.name.replace('sqlite:', ''),
        ...world,
        durability,
        pollInterval: 1,
      }),
  });
});
