import type { ParkedStream, ReadModelStore } from '@presales/kernel/store';
import { indexName } from './process-index.ts';
import { journalModel, journalName } from './process-journal.ts';
import { NotParked, type Retried } from './retry-read-model.ts';

/**
 * The streams that a process has parked, by their positions: what it could not answer is in its
 * journal, what it could not remember in its index. The program that runs it need not be this one.
 */
export const parkedOfProcess = async (
  store: ReadModelStore,
  process: string,
): Promise<readonly ParkedStream[]> => {
  const [journal, index] = [journalName(process), indexName(process)];
  const parked = new Map<string, ParkedStream>();
  for (const { model, ...one } of await store.parked()) {
    if (model !== journal && model !== index) continue;
    // The journal counts what waits behind both.
    if (model === journal || !parked.has(one.stream)) parked.set(one.stream, one);
  }
  return [...parked.values()].sort((one, other) => Number(one.position - other.position));
};

/**
 * The parked streams that are to be retried: one, or all.
 *
 * @throws NotParked when that stream is not parked
 */
export const wantedOf = async (
  store: ReadModelStore,
  process: string,
  stream: string | undefined,
): Promise<readonly ParkedStream[]> => {
  const wanted = (await parkedOfProcess(store, process)).filter(
    (one) => (stream ?? one.stream) === one.stream,
  );
  if (wanted.length === 0 && stream !== undefined)
    throw new NotParked(`process ${process}`, stream);
  return wanted;
};

/**
 * Asks a process to try parked streams again as soon as it can: the program that runs it does so when
 * it starts, or with the next event that it hears of.
 *
 * @throws NotParked when that stream is not parked
 */
export const askRetry = async (
  store: ReadModelStore,
  process: string,
  stream?: string,
): Promise<Retried> => {
  const wanted = await wantedOf(store, process, stream);
  const journal = await store.attach(journalModel({ name: process }).model);
  await journal.parked();
  const position = await journal.position();
  const park = wanted.map((one) => ({ ...one, retryAsked: true }));
  await journal.commit([], position, position, undefined, { park, release: [] });
  return { how: 'asked', released: [], parked: park };
};
