import {
  facts,
  type Position,
  type ReadModel,
  type RecordedEvent,
  type StoredEvent,
  type Table,
  tableProjection,
} from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';
import fc from 'fast-check';

/** The events of the small example that the contract uses: counters, and remarks. */
export type LedgerEvent =
  | { readonly type: 'Counted'; readonly data: { readonly name: string; readonly by: number } }
  | { readonly type: 'Labelled'; readonly data: { readonly name: string; readonly label: string } }
  | { readonly type: 'Merged'; readonly data: { readonly from: string; readonly to: string } }
  | { readonly type: 'Forgotten'; readonly data: { readonly name: string } }
  | { readonly type: 'Remarked'; readonly data: { readonly words: readonly string[] } };

/** A counter. */
export type CounterRow = {
  readonly name: string;
  readonly count: number;
  readonly label: string | null;
  readonly merged_from: string | null;
  readonly last_step: number | null;
};

/** A word of a remark. */
export type WordRow = {
  readonly id: string;
  readonly word: string;
};

/** The table of counters, whose rows change. */
export const counterTable: Table<CounterRow> = {
  name: 'ledger_counter',
  columns: {
    name: 'text',
    count: 'integer',
    label: 'text?',
    merged_from: 'text?',
    last_step: 'integer?',
  },
  key: 'name',
  indexes: [['label'], ['label', 'count']],
};

/** The table of words, which are facts: rows are only added. */
export const wordTable: Table<WordRow> = {
  name: 'ledger_word',
  columns: { id: 'text', word: 'text' },
  key: 'id',
};

/** A counter on which nothing was counted yet. */
export const counter = (name: string, given: Partial<CounterRow> = {}): CounterRow => ({
  name,
  count: 0,
  label: null,
  merged_from: null,
  last_step: null,
  ...given,
});

/** The read model of the contract: a table that changes, and a table of facts. */
export const ledger: ReadModel = {
  name: 'ledger',
  version: 1,
  tables: [
    tableProjection<CounterRow, LedgerEvent>(counterTable, {
      Counted: {
        keys: ({ data }) => [data.name],
        step: (row, { data }, name) => {
          const before = row ?? counter(name);
          return { ...before, count: before.count + data.by, last_step: data.by };
        },
      },
      Labelled: {
        keys: ({ data }) => [data.name],
        step: (row, { data }) => row && { ...row, label: data.label },
      },
      Merged: {
        keys: ({ data }) => [data.from, data.to],
        step: (row, { data }, key) =>
          key === data.from ? undefined : { ...counter(key), ...row, merged_from: data.from },
      },
      Forgotten: { keys: ({ data }) => [data.name], step: () => undefined },
    }),
    facts<WordRow, LedgerEvent>(wordTable, {
      Remarked: ({ data, position }) =>
        data.words.map((word, at) => ({ id: `${position}/${at}`, word })),
    }),
  ],
  // Its events have one version only.
  decode: (stored) => stored as RecordedEvent,
};

/** The counters and words of the contract's read model. */
export interface LedgerRows {
  readonly counters: readonly CounterRow[];
  readonly words: readonly WordRow[];
}

/** The rows of the contract's read model in a store, and the position of its checkpoint. */
export const ledgerRows = (
  store: ReadModelStore,
): Promise<LedgerRows & { readonly position: Position }> =>
  store.read(ledger, async (reader, position) => ({
    position,
    // The tables have the columns that they were declared with.
    counters: (await reader.rows(
      'SELECT * FROM ledger_counter ORDER BY name',
    )) as readonly CounterRow[],
    words: (await reader.rows('SELECT * FROM ledger_word ORDER BY id')) as readonly WordRow[],
  }));

/** The counters and words that a history leads to, computed without any code of the projector. */
export const ledgerByHand = (
  history: readonly { readonly event: LedgerEvent; readonly position: bigint }[],
): LedgerRows => {
  const counters = new Map<string, CounterRow>();
  const words: WordRow[] = [];
  for (const { event, position } of history)
    switch (event.type) {
      case 'Counted': {
        const { name, by } = event.data;
        const { count = 0, label = null, merged_from = null } = counters.get(name) ?? {};
        counters.set(name, { name, count: count + by, label, merged_from, last_step: by });
        break;
      }
      case 'Labelled': {
        const known = counters.get(event.data.name);
        if (known) counters.set(known.name, { ...known, label: event.data.label });
        break;
      }
      case 'Merged': {
        const { from, to } = event.data;
        counters.delete(from);
        if (to !== from)
          counters.set(to, { ...(counters.get(to) ?? counter(to)), merged_from: from });
        break;
      }
      case 'Forgotten':
        counters.delete(event.data.name);
        break;
      case 'Remarked':
        for (const [at, word] of event.data.words.entries())
          words.push({ id: `${position}/${at}`, word });
        break;
    }
  return {
    counters: [...counters.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    words: words.sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
};

/** An event of the example as a log would have stored it. */
export const storedLedgerEvent = (event: LedgerEvent, position: bigint): StoredEvent => ({
  id: `00000000-0000-4000-8000-${String(position).padStart(12, '0')}`,
  stream: 'ledger-1',
  revision: position,
  position,
  type: event.type,
  version: 1,
  data: event.data,
  metadata: {
    actor: 'somebody',
    commandId: `command-${position}`,
    correlationId: `command-${position}`,
    causationId: `command-${position}`,
    occurredAt: '2026-03-02T09:00:00.000Z',
  },
  recordedAt: '2026-03-02T09:00:00.000Z',
});

const name = fc.constantFrom('ada', 'Ada', 'bob', 'zoë', 'bob ', '-');

/** Any event of the example; it has few names, so that events affect the same counters. */
export const ledgerEvents: fc.Arbitrary<LedgerEvent> = fc.oneof(
  fc
    .record({ name, by: fc.integer({ min: -9, max: 9 }) })
    .map((data): LedgerEvent => ({ type: 'Counted', data })),
  fc
    .record({ name, label: fc.string({ unit: 'grapheme', maxLength: 4 }) })
    .map((data): LedgerEvent => ({ type: 'Labelled', data })),
  fc.record({ from: name, to: name }).map((data): LedgerEvent => ({ type: 'Merged', data })),
  fc.record({ name }).map((data): LedgerEvent => ({ type: 'Forgotten', data })),
  fc
    .record({ words: fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 }) })
    .map((data): LedgerEvent => ({ type: 'Remarked', data })),
);
