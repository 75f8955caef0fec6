import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventLog, hasCode, type Position, type ReadModel } from '@presales/kernel';
import type { Finding, ReadModelStore } from '@presales/kernel/store';
import type { World } from './clock.ts';
import { fileOf, openReadModels, sqlitePackage } from './connection.ts';
import { logUntil } from './log-until.ts';
import { projector } from './projector.ts';
import { compareRows } from './verify-rows.ts';

/** One read model that was looked at. */
export interface VerifiedReadModel {
  readonly name: string;
  /** Where it stands in the log; undefined when it is not there, or of another version. */
  readonly position: Position | undefined;
}

/** What read models are verified with. */
export interface ReadModelsToVerify {
  /** The connection string of the store, which is a file. */
  readonly readModels: string;
  readonly models: readonly ReadModel[];
  readonly openLog: () => Promise<EventLog>;
  readonly onFinding: (finding: Finding) => Promise<void>;
  /** So many read models are compared. */
  readonly onProgress: (done: number, model: string) => void;
  readonly signal: AbortSignal | undefined;
  readonly world: Pick<World, 'now' | 'wait' | 'random'>;
}

/**
 * Compares the rows of read models with those of a fresh rebuild in a temporary file, each at the
 * position that it stands at. The store is only read, and may be in use.
 *
 * @throws ReadModelError when the store cannot be opened
 */
export const verifyReadModels = async (
  options: ReadModelsToVerify,
): Promise<readonly VerifiedReadModel[]> => {
  const { readModels, models, onFinding, onProgress, signal } = options;
  const { inspectSqliteReadModels, sqliteReadModelStore } = await sqlitePackage(readModels);
  const file = fileOf(readModels);
  const broken = inspectSqliteReadModels(file);
  for (const finding of broken) await onFinding(finding);
  const store = await sqliteReadModelStore({ file, readOnly: true });
  const directory = await mkdtemp(join(tmpdir(), 'presales-verify-'));
  try {
    const verified: VerifiedReadModel[] = [];
    for (const [index, model] of models.entries()) {
      signal?.throwIfAborted();
      onProgress(index, model.name);
      const rebuilt = await openReadModels(`sqlite:${join(directory, `${model.name}.db`)}`);
      try {
        const position = await verifyReadModel(model, store, rebuilt, options);
        verified.push({ name: model.name, position });
      } finally {
        await rebuilt.close();
      }
    }
    return verified;
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
};

const verifyReadModel = async (
  model: ReadModel,
  store: ReadModelStore,
  rebuilt: ReadModelStore,
  { openLog, onFinding, world, signal }: ReadModelsToVerify,
): Promise<Position | undefined> => {
  let reached: Position | undefined;
  try {
    await store.attach(model);
    await compareRows(
      model,
      store,
      async (position) => {
        reached = position;
        const log = await openLog();
        const head = await log.head();
        if (position > head)
          await onFinding({
            code: 'read-model/other-log',
            changesFigures: true,
            message: `read model ${model.name} was projected up to position ${position}, but the log ends at ${head}: the log lost its end, or this is another one`,
          });
        const end = position < head ? position : head;
        await projector({ log: logUntil(log, end), store: rebuilt, model, world }).catchUp();
        signal?.throwIfAborted();
        return rebuilt;
      },
      onFinding,
    );
  } catch (error) {
    if (signal?.aborted) throw error;
    // It is not there, or of an older version: whoever wants it next makes it.
    if (hasCode(error, 'read-model/read-only')) return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    await onFinding({
      code: 'read-model/not-compared',
      changesFigures: false,
      message: `read model ${model.name} could not be compared with a rebuild: ${reason}`,
    });
  }
  return reached;
};
