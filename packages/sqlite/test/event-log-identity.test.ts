import { copyFileSync } from 'node:fs';
import { sqliteEventLog } from '@presales/sqlite';
import { eventLogKind } from '../src/event-log-schema.ts';
import { idOf } from '../src/file-identity.ts';
import { openDatabase } from '../src/open-database.ts';
import { allOf, asFirstVersion, eventOf, now } from './event-log-checks.ts';
import { temporaryDirectory } from './event-log-place.ts';

const directory = temporaryDirectory();
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A log with one event, closed. */
const aLog = async (name: string): Promise<string> => {
  const file = directory.file(name);
  const log = await sqliteEventLog({ file, now });
  await log.append('deal-1', 'no-stream', [eventOf(0, 0)]);
  await log.close();
  return file;
};

/** The id of the log in a file, as whoever opens it finds it. */
const idIn = (file: string): string | undefined => {
  const { database, close } = openDatabase(eventLogKind, { file });
  const id = idOf(database);
  close();
  return id;
};

describe('the id of a log', () => {
  it('is given when the log is made, and stays', async () => {
    const file = await aLog('made.db');
    const id = idIn(file);
    expect(id).toMatch(uuid);
    expect(idIn(file)).toBe(id);
  });

  it('is its own: no other log has it', async () => {
    expect(idIn(await aLog('one.db'))).not.toBe(idIn(await aLog('two.db')));
  });

  it('is that of a copy of the file', async () => {
    const file = await aLog('original.db');
    copyFileSync(file, directory.file('copy.db'));
    expect(idIn(directory.file('copy.db'))).toBe(idIn(file));
  });

  it('comes to a log of the first version when it is opened for writing, not for reading', async () => {
    const file = await aLog('first.db');
    asFirstVersion(file);
    const reading = await sqliteEventLog({ file, now, readOnly: true });
    expect((await allOf(reading)).length).toBe(1);
    await reading.close();
    expect(idIn(file)).toMatch(uuid);
  });
});
