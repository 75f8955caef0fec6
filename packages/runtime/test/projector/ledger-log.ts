import { type EventLog, memoryEventLog } from '@presales/kernel';
import type { NewEvent } from '@presales/kernel/store';
import type { LedgerEvent } from '@presales/testing';

const hour = '2026-03-02T09:00:00.000Z';

/** An event of the contract's little world as it is handed to a log; the id is the nth. */
export const newLedgerEvent = (event: LedgerEvent | Unheard, nth: number): NewEvent => ({
  id: `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
  type: event.type,
  version: 1,
  data: event.data,
  metadata: {
    actor: 'somebody',
    commandId: `command-${nth}`,
    correlationId: `command-${nth}`,
    causationId: `command-${nth}`,
    occurredAt: hour,
  },
});

/** An event that the ledger does not handle. */
export interface Unheard {
  readonly type: 'Unheard';
  readonly data: object;
}
export const unheard: Unheard = { type: 'Unheard', data: {} };

export const counted = (name: string, by: number): LedgerEvent => ({
  type: 'Counted',
  data: { name, by },
});

/** Writes the nth events and those after it, each to a stream of its own. */
export const write = async (
  log: EventLog,
  events: readonly (LedgerEvent | Unheard)[],
  first = 0,
): Promise<void> => {
  for (const [at, event] of events.entries()) {
    const nth = first + at;
    await log.append(`ledger-${nth}`, 'no-stream', [newLedgerEvent(event, nth)]);
  }
};

/** A log in memory with these events. */
export const logOf = async (events: readonly (LedgerEvent | Unheard)[]): Promise<EventLog> => {
  const log = memoryEventLog({ now: () => hour });
  await write(log, events);
  return log;
};
