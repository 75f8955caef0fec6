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
    open: ({ now }) => {
      count += 1;
      return sqliteEventLog({ file: directory.file(`log-${count}.db`), now, durability });
    },
    openAgain: (log, { now }) =>
      sqliteEventLog({ file: log.name.replace('sqlite:', ''), now, durability, pollInterval: 1 }),
  });
});
