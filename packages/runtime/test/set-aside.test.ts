import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, setLogAside } from '../src/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'presales-aside-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const logOf = (name: string) => `sqlite:${join(directory, name)}`;

const teamsOf = async (eventLog: string) => {
  const presales = await open({ eventLog, readModels: 'memory:', readOnly: true, project: false });
  const names: string[] = [];
  for await (const { events } of presales.log.readAll())
    for (const { stream } of events) names.push(stream);
  await presales.close();
  return names;
};

const withTeam = async (eventLog: string, teamId: string) => {
  const presales = await open({ eventLog, project: false });
  await presales.team({ type: 'CreateTeam', data: { teamId, name: teamId } });
  await presales.close();
};

const beginning = (name: string) =>
  readdirSync(directory)
    .filter((one) => one.startsWith(name))
    .sort();

const mayGo = () => undefined;

describe('A log that is moved aside', () => {
  it('takes along what is named after it, and nothing else', async () => {
    await withTeam(logOf('a.db'), 'north');
    const others = ['a.db.import-deals.settled', 'a.db.import-deals.rejects.csv'];
    for (const name of [...others, 'a.db.backup', 'a.dbx', 'a.csv'])
      writeFileSync(join(directory, name), name);
    expect(await setLogAside(logOf('a.db'), mayGo)).toBe(join(directory, 'a.db.old-1'));
    expect(beginning('a.')).toEqual([
      'a.csv',
      'a.db.backup',
      'a.db.old-1',
      'a.db.old-1.import-deals.rejects.csv',
      'a.db.old-1.import-deals.settled',
      'a.db.old-1.mark',
      'a.db.read-models.old-1',
      'a.dbx',
    ]);
    expect(readFileSync(join(directory, 'a.db.old-1.import-deals.settled'), 'utf8')).toBe(
      others[0],
    );
    expect(await teamsOf(logOf('a.db.old-1'))).toEqual(['team-north']);
  });

  it('never takes the place of another that was moved before', async () => {
    for (const teamId of ['one', 'two']) {
      await withTeam(logOf('b.db'), teamId);
      await setLogAside(logOf('b.db'), mayGo);
    }
    writeFileSync(join(directory, 'b.db.old-3.import-deals.settled'), '');
    await withTeam(logOf('b.db'), 'three');
    expect(await setLogAside(logOf('b.db'), mayGo)).toBe(join(directory, 'b.db.old-4'));
    expect(await teamsOf(logOf('b.db.old-1'))).toEqual(['team-one']);
    expect(await teamsOf(logOf('b.db.old-2'))).toEqual(['team-two']);
    expect(await teamsOf(logOf('b.db.old-4'))).toEqual(['team-three']);
  });

  it('takes along what a writer that was killed had left in the write-ahead log', async () => {
    const presales = await open({ eventLog: logOf('c.db'), readModels: 'memory:' });
    await presales.team({ type: 'CreateTeam', data: { teamId: 'north', name: 'North' } });
    for (const suffix of ['', '-wal'])
      writeFileSync(
        join(directory, `d.db${suffix}`),
        readFileSync(join(directory, `c.db${suffix}`)),
      );
    await presales.close();
    await setLogAside(logOf('d.db'), mayGo);
    expect(beginning('d.')).toEqual(['d.db.old-1']);
    expect(await teamsOf(logOf('d.db.old-1'))).toEqual(['team-north']);
  });

  it('is shown to whoever decides, with metadata that nobody has checked', async () => {
    await withTeam(logOf('e.db'), 'north');
    const seen: unknown[] = [];
    await expect(
      setLogAside(logOf('e.db'), (events) => {
        for (const { position, stream, type, metadata } of events)
          seen.push([position, stream, type, typeof metadata]);
        throw new Error('it stays');
      }),
    ).rejects.toThrow('it stays');
    expect(seen).toEqual([[0n, 'team-north', 'TeamCreated', 'object']]);
    expect(beginning('e.')).toEqual(['e.db', 'e.db.mark', 'e.read-models.db']);
    expect(await teamsOf(logOf('e.db'))).toEqual(['team-north']);
  });

  it('has to be a log, in a file that is there', async () => {
    writeFileSync(join(directory, 'f.db'), 'something else');
    await expect(setLogAside(logOf('f.db'), mayGo)).rejects.toMatchObject({
      code: 'event-log/not-a-log',
    });
    await expect(setLogAside(logOf('no.db'), mayGo)).rejects.toMatchObject({
      code: 'event-log/unavailable',
    });
    await expect(setLogAside('memory:', mayGo)).rejects.toMatchObject({
      code: 'connection/unknown-scheme',
    });
    expect(existsSync(join(directory, 'no.db'))).toBe(false);
  });
});
