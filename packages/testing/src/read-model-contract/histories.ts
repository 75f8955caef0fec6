import { rejects, strictEqual } from 'node:assert/strict';
import type { Position, Row, Table } from '@presales/kernel';
import { type AttachedReadModel, planPage, type ReadModelStore } from '@presales/kernel/store';
import fc from 'fast-check';
import { longCase } from '../test-runner.ts';
import type { Suite } from './bench.ts';
import {
  type LedgerEvent,
  ledger,
  ledgerByHand,
  ledgerEvents,
  ledgerRows,
  storedLedgerEvent,
} from './ledger.ts';
import { sameData } from './same-data.ts';

/** Random histories, projected in random pages by projectors that are interrupted. */
export const historyCases = ({ it, onPlace }: Suite): void => {
  const isHeld = (
    events: readonly LedgerEvent[],
    sizes: Iterator<number>,
    incidents: Iterator<Incident>,
  ): Promise<void> =>
    onPlace(async ({ store }) => {
      await projectInStretches(store, events, sizes, incidents);
      const history = events.map((event, at) => ({ event, position: BigInt(at) }));
      const { position, ...rows } = await ledgerRows(store);
      sameData(rows, ledgerByHand(history));
      strictEqual(position, BigInt(events.length) - 1n);
    })();

  it(
    'holds what a history comes to, in whatever stretches it was projected',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(ledgerEvents, { maxLength: 60 }),
          fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
          fc.infiniteStream(fc.constantFrom<Incident>('none', 'none', 'none', 'rival', 'reset')),
          isHeld,
        ),
        { numRuns: 60 },
      ),
    longCase,
  );
};

/** What happens to a projector between two pages. */
type Incident = 'none' | 'rival' | 'reset';

/**
 * Projects without keeping any row in memory: every page is loaded, folded and committed. After a
 * `rival` a new instance takes over and the one before is stale; resets are limited, so that the
 * history comes to an end.
 */
const projectInStretches = async (
  store: ReadModelStore,
  events: readonly LedgerEvent[],
  sizes: Iterator<number>,
  incidents: Iterator<Incident>,
): Promise<void> => {
  let model: AttachedReadModel = await store.attach(ledger);
  let resets = 0;
  for (;;) {
    const from = await model.position();
    const start = Number(from + 1n);
    const stretch = events.slice(start, start + Number(sizes.next().value ?? 1));
    if (stretch.length === 0) return;
    const through: Position = from + BigInt(stretch.length);
    await projectPage(model, stretch, from);
    const incident = incidents.next().value;
    if (incident === 'rival') {
      const stale = model;
      model = await store.attach(ledger);
      await rejects(stale.commit([], from, through), { code: 'read-model/fenced' });
    }
    if (incident === 'reset' && resets++ < 2) await model.reset();
  }
};

/** Projects the events that stand right after a position. */
const projectPage = async (
  model: AttachedReadModel,
  events: readonly LedgerEvent[],
  from: Position,
): Promise<void> => {
  const page = events.map((event, at) => storedLedgerEvent(event, from + 1n + BigInt(at)));
  const plan = planPage(ledger, page);
  const rows = new Map<Table, Map<string, Row | undefined>>();
  for (const [table, keys] of plan.touched) {
    const loaded = await model.load(table, [...keys]);
    rows.set(table, new Map([...keys].map((key) => [key, loaded.get(key)])));
  }
  await model.commit(plan.fold(rows), from, from + BigInt(events.length));
};
