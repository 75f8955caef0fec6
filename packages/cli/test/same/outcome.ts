import { join } from 'node:path';
import { type StorySize, tell } from '@presales/demo';
import { prepareImport, presalesTarget } from '@presales/import';
import type { Position } from '@presales/kernel';
import { readModels } from '@presales/projections';
import { open } from '@presales/runtime';
import { sqliteReadModelStore } from '@presales/sqlite';
import { readModelHash } from '@presales/testing';
import { presales } from '../run.ts';

/** Where a log and its read models are. */
export interface Place {
  readonly eventLog: string;
  readonly readModels: string;
}

/** What commands came to in one place; in another it must be the same. */
export interface Outcome {
  readonly tally: object;
  /** Of each read model by its name, every position replaced by the id of the event there. */
  readonly hashes: Readonly<Record<string, string>>;
  readonly figures: readonly object[];
}

/** The demo, told to a place. */
export const demoIn = async (place: Place, size: StorySize): Promise<Outcome> => {
  await (await tell(place, { seed: 1, size })).close();
  return outcomeOf(place, {}, [
    ['funnel', '--by', 'closed-month'],
    ['funnel', '--as-of', '2025-06-30', '--mode', 'strict'],
    ['funnel', '--known-at', '2025-06-30'],
    ['roi'],
    ['roi', '--attribution', 'linear', '--known-at', '2025-09-30'],
    ['targets', '--period', '2025-Q4'],
    ['leads', '--as-of', '2025-09-30'],
  ]);
};

/** The hour at which imports are recorded: it is part of what is compared. */
const hour = '2026-03-02T09:00:00.000Z';

/** A file of deals like maven-crm's, imported into a place. */
export const importIn = async (
  place: Place,
  { input, mapping, directory }: Readonly<Record<'input' | 'mapping' | 'directory', string>>,
): Promise<Outcome> => {
  const { eventLog } = place;
  const log = await open({
    eventLog,
    readModels: 'memory:',
    project: false,
    durability: 'normal',
    now: () => hour,
  });
  try {
    const { run } = await prepareImport({ input, mapping, allowOutside: true });
    const beside = join(directory, `import-${eventLog.slice(0, 4)}`);
    const { rejects: _, ...tally } = await run(presalesTarget(log), { beside });
    return await outcomeOf(place, tally, [
      ['funnel', '--currency', 'USD', '--by', 'closed-quarter'],
      ['funnel', '--currency', 'USD', '--by', 'person'],
    ]);
  } finally {
    await log.close();
  }
};

const outcomeOf = async (
  place: Place,
  tally: object,
  reports: readonly (readonly string[])[],
): Promise<Outcome> => {
  const hashes = await hashesOf(place);
  const figures: object[] = [];
  for (const report of reports) figures.push(await answerOf(place, report));
  return { tally, hashes, figures };
};

/** Brings the read models to the log's end, and tells the hash of each. */
export const hashesOf = async (place: Place): Promise<Readonly<Record<string, string>>> => {
  const projecting = await open({ ...place, project: false, readOnly: true });
  const ids = new Map<Position, string>();
  try {
    await projecting.caughtUp();
    for await (const { events } of projecting.log.readAll())
      for (const { position, id } of events) ids.set(position, id);
  } finally {
    await projecting.close();
  }
  const store = await sqliteReadModelStore({ file: place.readModels.slice('sqlite:'.length) });
  const placeOf = (position: Position): string => ids.get(position) ?? '';
  try {
    const hashes: Record<string, string> = {};
    for (const model of readModels)
      hashes[model.name] = await readModelHash(store, model, { placeOf });
    return hashes;
  } finally {
    await store.close();
  }
};

/** What a report answers, without the log's own position. */
export const answerOf = async (place: Place, report: readonly string[]): Promise<object> => {
  const places = ['--log', place.eventLog, '--read-models', place.readModels];
  const { code, out, err } = await presales([...report, '--json', ...places]);
  if (code !== 0 || err !== '') throw new Error(`presales ${report.join(' ')}: ${code}: ${err}`);
  return { ...JSON.parse(out), position: undefined };
};
