import { setTimeout as pause } from 'node:timers/promises';
import { type Importer, prepareImport, presalesTarget } from '../src/index.ts';
import { importLock } from '../src/run/import-lock.ts';
import { atDesk, type Desk, dealMapping } from './desk.ts';

const header = 'deal,owner,value,opened,lost\n';
const rowsOf = (name: string, count: number) =>
  header +
  Array.from({ length: count }, (_, n) =>
    n % 2 === 0 ? `${name}-${n},Ana,10,2024-01-02,\n` : `${name}-${n},,10,2024-01-02,\n`,
  ).join('');

const importing = (desk: Desk, name: string, options: Parameters<Desk['import']>[2] = {}) =>
  desk.import(desk.put(`${name}.csv`, rowsOf(name, 40)), desk.put('mapping.yaml', dealMapping), {
    rejects: desk.path('rejects.csv'),
    ...options,
  });

const holding = (desk: Desk) =>
  importLock(desk.path('log.importing'), 'a.csv by mapping.yaml', {
    signal: undefined,
    onWaiting: () => undefined,
  });

describe('two imports into one log', () => {
  it(
    'are carried out one after the other, and both are all there',
    atDesk(async (desk) => {
      const both = await Promise.all(['a', 'b', 'c'].map((name) => importing(desk, name)));
      for (const result of both) expect(result).toMatchObject({ events: 20, rejected: 20 });
      expect(desk.read('rejects.csv').trimEnd().split('\n')).toHaveLength(1 + 60);
      for (const name of ['a', 'b', 'c'])
        expect(await importing(desk, name)).toMatchObject({ events: 0, known: 20, skipped: 20 });
    }),
  );

  it(
    'know of each other: the second says whom it waits for, and begins when that one has ended',
    atDesk(async (desk) => {
      const release = await holding(desk);
      const holders: (Importer | undefined)[] = [];
      const waiting = importing(desk, 'b', { onWaiting: (holder) => void holders.push(holder) });
      while (holders.length === 0) await pause(1);
      expect(holders).toEqual([
        { pid: process.pid, host: expect.any(String), what: 'a.csv by mapping.yaml' },
      ]);
      expect(await desk.events()).toEqual([]);
      release();
      expect(await waiting).toMatchObject({ events: 20 });
      expect(holders).toHaveLength(1);
    }),
  );

  it(
    'can be told not to wait: nothing is stored then',
    atDesk(async (desk) => {
      const release = await holding(desk);
      const interrupt = new AbortController();
      const waiting = importing(desk, 'b', {
        signal: interrupt.signal,
        onWaiting: () => interrupt.abort(),
      });
      await expect(waiting).rejects.toMatchObject({ code: 'interrupted' });
      release();
      expect(await desk.events()).toEqual([]);
    }),
  );

  it(
    'need a place for their lock: where there is none, the error names it',
    atDesk(async (desk) => {
      const prepared = await prepareImport({
        input: desk.put('a.csv', rowsOf('a', 1)),
        mapping: desk.put('mapping.yaml', dealMapping),
      });
      desk.put('taken.importing', 'somebody else has this file, and it is no database at all');
      await expect(
        prepared.run(presalesTarget(desk.presales), { beside: desk.path('taken') }),
      ).rejects.toThrow(/taken\.importing: cannot be used to keep other imports out/);
    }),
  );

  it(
    'are kept apart from a dry run, which waits for nobody',
    atDesk(async (desk) => {
      const release = await holding(desk);
      const prepared = await prepareImport({
        input: desk.put('a.csv', rowsOf('a', 4)),
        mapping: desk.put('mapping.yaml', dealMapping),
      });
      const target = presalesTarget(desk.presales);
      expect(await prepared.dryRun(target, { beside: desk.path('log') })).toMatchObject({
        rows: 4,
      });
      release();
    }),
  );
});
