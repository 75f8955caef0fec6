import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Position } from '@presales/kernel';
import { readModels } from '@presales/projections';
import { open, type Presales } from '@presales/runtime';
import { sqliteReadModelStore } from '@presales/sqlite';
import { readModelHash } from '@presales/testing';
import {
  type EventStoreDbServer,
  startEventStoreDbServer,
} from '@presales/testing/eventstoredb-server';
import { presales } from './captured.ts';
import { tellShortly } from './small-demo.ts';

jest.setTimeout(240_000);

const root = join(__dirname, '..', '..', '..');
const data = join(root, '..', 'shared', 'data', 'maven-crm', 'sales_pipeline.csv');
const mapping = join(root, 'examples', 'maven-crm', 'mapping.yaml');
const unless = existsSync(data) ? '' : ' (skipped: ../shared/data/maven-crm is not there)';
const inPresence = unless === '' ? it : it.skip;

/** Where a log and its read models are. */
interface Place {
  readonly eventLog: string;
  readonly readModels: string;
}

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

const inLog = async <Result>(
  { eventLog }: Place,
  work: (presales: Presales) => Promise<Result>,
): Promise<Result> => {
  const opened = await open({ eventLog, readModels: 'memory:', project: false, readOnly: true });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
};

/** The id of the event at each position: what stands for a place in both logs alike. */
const idsOf = (where: Place): Promise<ReadonlyMap<Position, string>> =>
  inLog(where, async ({ log }) => {
    const ids = new Map<Position, string>();
    for await (const { events } of log.readAll())
      for (const { position, id } of events) ids.set(position, id);
    return ids;
  });

/** Brings the read models to the log's end, and tells their hashes. */
const hashesOf = async (where: Place): Promise<readonly string[]> => {
  const projecting = await open({ ...where, project: false, readOnly: true });
  await projecting.caughtUp();
  await projecting.close();
  const ids = await idsOf(where);
  const store = await sqliteReadModelStore({ file: where.readModels.slice('sqlite:'.length) });
  try {
    const hashes: string[] = [];
    for (const model of readModels)
      hashes.push(
        await readModelHash(store, model, { placeOf: (position) => ids.get(position) ?? '' }),
      );
    return hashes;
  } finally {
    await store.close();
  }
};

/** What a report answers, without the log's own position. */
const asked = async (where: Place, ...argv: readonly string[]): Promise<object> => {
  const { code, out, err } = await presales([
    ...argv,
    '--json',
    '--log',
    where.eventLog,
    '--read-models',
    where.readModels,
  ]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return { ...JSON.parse(out), position: undefined };
};

const sameFigures = async (...reports: readonly (readonly string[])[]): Promise<void> => {
  for (const report of reports)
    expect(await asked(onServer, ...report)).toEqual(await asked(onFile, ...report));
};

const copy = async (from: Place, to: Place): Promise<object> => {
  const argv = ['copy', '--from', from.eventLog, '--to', to.eventLog, '--json'];
  const { code, out, err } = await presales(argv);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
};

describe('Over EventStoreDB as over a file', () => {
  it('the demo gives the same figures', async () => {
    await (await tellShortly(onFile)).close();
    await (await tellShortly(onServer)).close();
    await sameFigures(
      ['funnel', '--by', 'closed-month'],
      ['funnel', '--as-of', '2025-06-30', '--mode', 'strict'],
      ['roi'],
      ['roi', '--attribution', 'linear'],
      ['targets', '--period', '2025-Q4'],
    );
  });

  it('a log that is copied there and back keeps its events, figures and read models', async () => {
    await (await tellShortly(onFile)).close();
    const there = await copy(onFile, onServer);
    await sameFigures(
      ['funnel', '--known-at', '2025-06-30'],
      ['roi', '--known-at', '2025-09-30'],
      ['targets', '--known-at', '2025-12-01'],
    );
    expect(await hashesOf(onServer)).toEqual(await hashesOf(onFile));
    const returned = place(`sqlite:${join(directory, 'returned.db')}`, 'returned');
    expect(await copy(onServer, returned)).toMatchObject({
      ...there,
      from: expect.anything(),
      to: returned.eventLog,
    });
    expect(await hashesOf(returned)).toEqual(await hashesOf(onFile));
    expect(await copy(onFile, onServer)).toMatchObject({ copied: 0 });
  });

  inPresence(`an import of maven-crm gives the same figures${unless}`, async () => {
    const input = someOfMaven(150);
    const imported = [];
    for (const [index, { eventLog }] of [onFile, onServer].entries()) {
      const { code, out } = await presales([
        'import',
        input,
        '--mapping',
        mapping,
        '--log',
        eventLog,
        '--rejects',
        join(directory, `rejects-${index}.csv`),
        '--json',
      ]);
      expect(code).toBe(0);
      imported.push({ ...JSON.parse(out), rejects: undefined });
    }
    expect(imported[0]).toMatchObject({ rows: 150, rejected: 0 });
    expect(imported[1]).toEqual(imported[0]);
    await sameFigures(
      ['funnel', '--currency', 'USD', '--by', 'closed-quarter'],
      ['funnel', '--currency', 'USD', '--by', 'person'],
    );
    const copied = place(`sqlite:${join(directory, 'copied.db')}`, 'copied');
    await copy(onServer, copied);
    expect(await hashesOf(copied)).toEqual(await hashesOf(onServer));
  });
});

/** The first rows of maven-crm's deals, with the files that the mapping joins beside them. */
const someOfMaven = (rows: number): string => {
  const folder = dirname(data);
  for (const file of readdirSync(folder))
    if (file.endsWith('.csv') && file !== basename(data))
      symlinkSync(join(folder, file), join(directory, file));
  const lines = readFileSync(data, 'utf8')
    .split('\n')
    .slice(0, rows + 1);
  const input = join(directory, basename(data));
  writeFileSync(input, `${lines.join('\n')}\n`);
  return input;
};
