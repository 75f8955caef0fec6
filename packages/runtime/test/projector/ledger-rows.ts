import { type LedgerEvent, ledgerByHand } from '@presales/testing';
import type { Unheard } from './ledger-log.ts';

/** What `ledgerRows` must answer when all these events were projected. */
export const rowsAfter = (events: readonly (LedgerEvent | Unheard)[]) => ({
  position: BigInt(events.length) - 1n,
  ...ledgerByHand(
    events.flatMap((event, at) =>
      event.type === 'Unheard' ? [] : [{ event, position: BigInt(at) }],
    ),
  ),
});
