import type { Position, ReadModelStore } from '@presales/kernel';
import { type LedgerEvent, type LedgerTables, ledger, ledgerByHand } from '@presales/testing';
import type { Unheard } from './ledger-log.ts';

/** The ledger's rows and where they stand. */
export const rowsOf = (store: ReadModelStore) =>
  store.read<LedgerTables, ReturnType<typeof ledgerByHand> & { readonly position: Position }>(
    ledger,
    async (database, position) => ({
      position,
      counters: await database.selectFrom('ledger_counter').selectAll().orderBy('name').execute(),
      words: await database.selectFrom('ledger_word').selectAll().orderBy('id').execute(),
    }),
  );

/** What `rowsOf` must answer when all these events were projected. */
export const rowsAfter = (events: readonly (LedgerEvent | Unheard)[]) => ({
  position: BigInt(events.length) - 1n,
  ...ledgerByHand(
    events.flatMap((event, at) =>
      event.type === 'Unheard' ? [] : [{ event, position: BigInt(at) }],
    ),
  ),
});
