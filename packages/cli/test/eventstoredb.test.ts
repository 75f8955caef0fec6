import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStoreDbServer, startEventStoreDbServer } from '@presales/eventstoredb-server';
import { presales } from './captured.ts';
import { mavenBeside, someOfMaven } from './same/maven.ts';
import { answerOf, demoIn, hashesOf, importIn, type Place } from './same/outcome.ts';
import { tellShortly } from './small-demo.ts';

jest.setTimeout(240_000);

const maven = mavenBeside(join(__dirname, '..', '..', '..'));
const unless = maven === undefined ? ' (skipped: ../shared/data/maven-crm is not there)' : '';
const inPresence = maven === undefined ? it.skip : it;

let directory: string;
let server: EventStoreDbServer;
let onFile: Place;
let onServer: Place;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'presales-esdb-'));
  server = await startEventStoreDbServer();
  onFile = place(`sqlite:${join(directory, 'log.db')}`, 'file');
  onServer = place(server.connectionString(), 'server');
});
afterEach(async () => {
  await server.stop();
  rmSync(directory, { recursive: true });
});

const place = (eventLog: string, name: string): Place => ({
  eventLog,
  readModels: `sqlite:${join(directory, `${name}.read-models.db`)}`,
});

const copy = async (from: Place, to: Place): Promise<object> => {
  const argv = ['copy', '--from', from.eventLog, '--to', to.eventLog, '--json'];
  const { code, out, err } = await presales(argv);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
};

// The whole of both is compared by `npm run same -w packages/cli`.
describe('Over EventStoreDB as over a file', () => {
  it('the demo gives the same figures and the same read models', async () => {
    const size = { leads: 60, inquiries: 10 };
    expect(await demoIn(onServer, size)).toEqual(await demoIn(onFile, size));
  });

  inPresence(`an import of maven-crm gives the same figures and read models${unless}`, async () => {
    const { input = '', mapping = '' } = maven ?? {};
    const some = { input: someOfMaven(input, 150, directory), mapping, directory };
    const expected = await importIn(onFile, some);
    expect(expected.tally).toMatchObject({ rows: 150, rejected: 0 });
    expect(await importIn(onServer, some)).toEqual(expected);
  });

  it('a log that is copied there and back keeps its events, figures and read models', async () => {
    await (await tellShortly(onFile)).close();
    const there = await copy(onFile, onServer);
    for (const report of [
      ['funnel', '--known-at', '2025-06-30'],
      ['roi', '--known-at', '2025-09-30'],
      ['targets', '--known-at', '2025-12-01'],
    ])
      expect(await answerOf(onServer, report)).toEqual(await answerOf(onFile, report));
    expect(await hashesOf(onServer)).toEqual(await hashesOf(onFile));
    const returned = place(`sqlite:${join(directory, 'returned.db')}`, 'returned');
    expect(await copy(onServer, returned)).toMatchObject({
      ...there,
      from: expect.anything(),
      to: returned.eventLog,
    });
    expect(await hashesOf(returned)).toEqual(await hashesOf(onFile));
    expect(await copy(onFile, onServer)).toMatchObject({ copied: 0 });
    const forced = await presales(['demo', '--force', '--log', onServer.eventLog]);
    expect(forced.code).toBe(2);
    expect(forced.err).toContain('what a server holds is left as it is');
  });
});
