import { BEGINNING } from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';
import {
  knownNow,
  knownTypesTable,
  type UnknownEvents,
  unknownEvents,
  unknownEventsModel,
} from '@presales/projections';

/**
 * Makes ready to watch for events of unknown types. Where the program that watched before knew other
 * types, everything is looked at again: what it knew may be unknown now.
 */
export const prepareToWatch = async (store: ReadModelStore): Promise<void> => {
  const watching = await store.attach(unknownEventsModel);
  const before = (await watching.load(knownTypesTable, [knownNow.known])).get(knownNow.known);
  if (before?.['types'] === knownNow.types) return;
  await watching.reset();
  const upserts = [{ ...knownNow }];
  await watching.commit(
    [{ table: knownTypesTable, inserts: [], upserts, deletes: [] }],
    BEGINNING,
    BEGINNING,
  );
};

/** All events of unknown types that were seen, in the order of the log. */
export const unknownIn = (store: ReadModelStore): Promise<readonly UnknownEvents[]> =>
  store.read(unknownEventsModel, (reader) => unknownEvents(reader));
