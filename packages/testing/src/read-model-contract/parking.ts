import { rejects, strictEqual } from 'node:assert/strict';
import { BEGINNING } from '@presales/kernel';
import type { ParkedStream } from '@presales/kernel/store';
import type { Suite } from './bench.ts';
import { diary, inserts } from './changes.ts';
import { ledger, ledgerRows } from './ledger.ts';
import { sameData } from './same-data.ts';

const parked = (stream: string, given: Partial<ParkedStream> = {}): ParkedStream => ({
  stream,
  position: 4n,
  revision: 2n,
  eventId: '00000000-0000-4000-8000-000000000004',
  eventType: 'Counted',
  code: 'Error',
  message: 'out of ink',
  parkedAt: '2026-03-02T09:00:00.000Z',
  attempts: 1,
  waiting: 0,
  retryAsked: false,
  ...given,
});

/** Streams that are set aside, beside the rows and the checkpoint. */
export const parkingCases = ({ describe, it, onLedger }: Suite): void =>
  describe('a parked stream', () => {
    it(
      'is written with rows and checkpoint, told by position, and released again',
      onLedger(async ({ store, model }) => {
        const [late, early] = [parked('ledger-b', { position: 9n }), parked('ledger-c')];
        await model.commit([], BEGINNING, 9n, undefined, { park: [late, early], release: [] });
        sameData(await model.parked(), [early, late]);
        sameData(await store.parked(), [
          { model: 'ledger', ...early },
          { model: 'ledger', ...late },
        ]);
        sameData(await store.read(ledger, async (_, position, told) => [position, told]), [
          9n,
          [early, late],
        ]);
        const waited = { ...late, waiting: 3, attempts: 2, retryAsked: true };
        await model.commit([], 9n, 10n, undefined, { park: [waited], release: ['ledger-c'] });
        sameData(await model.parked(), [waited]);
      }),
    );

    it(
      'is not written where the commit fails',
      onLedger(async ({ store, model }) => {
        const word = { id: '1', word: 'first' };
        await model.commit([inserts(word)], BEGINNING, 1n);
        await rejects(
          model.commit([inserts(word)], 1n, 2n, undefined, {
            park: [parked('ledger-b')],
            release: [],
          }),
          { code: 'read-model/duplicate-fact' },
        );
        sameData(await store.parked(), []);
        strictEqual(await store.position('ledger'), 1n);
      }),
    );

    it(
      'is forgotten by a reset and by a newer version, and belongs to its own read model',
      onLedger(async ({ store, model }) => {
        const other = await store.attach(diary());
        const changes = { park: [parked('ledger-b')], release: [] };
        await other.commit([], BEGINNING, 5n, undefined, changes);
        await model.commit([], BEGINNING, 5n, undefined, changes);
        await model.reset();
        sameData(await model.parked(), []);
        sameData(
          (await store.parked()).map((one) => one.model),
          ['diary'],
        );
        await model.commit([], BEGINNING, 5n, undefined, changes);
        sameData(await (await store.attach({ ...ledger, version: 2 })).parked(), []);
      }),
    );

    it(
      'fences whoever saw it before another changed it in place',
      onLedger(async ({ store, model }) => {
        await model.commit([], BEGINNING, 5n, undefined, {
          park: [parked('ledger-b')],
          release: [],
        });
        await model.parked();
        const other = await store.attach(ledger);
        await other.parked();
        const released = { park: [], release: ['ledger-b'] };
        await other.commit([inserts({ id: '4', word: 'late' })], 5n, 5n, undefined, released);
        await rejects(model.commit([], 5n, 6n), { code: 'read-model/fenced' });
        await other.commit([], 5n, 6n);
        sameData((await ledgerRows(store)).words, [{ id: '4', word: 'late' }]);
        await model.parked();
        await model.commit([], 6n, 7n);
      }),
    );
  });
