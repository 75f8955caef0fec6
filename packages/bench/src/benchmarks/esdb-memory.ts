import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EventStoreDbServer, startEventStoreDbServer } from '@presales/eventstoredb-server';
import { isolated } from '../harness/isolated.ts';
import type { Benchmark } from './benchmark.ts';
import { sampleEvent } from './esdb-event.ts';
import type { EsdbMemoryOptions, Held } from './esdb-memory-program.ts';

const brokenOff = 500;
const inFlight = 10_000;

/** What a process holds in the worst of times, against the protocol server in another process. */
export const esdbMemory: Benchmark = {
  name: 'esdb-memory',
  about:
    'what the EventStoreDB adapter holds: a stopped follower, broken readers, appends in flight',
  run: async ({ events = 300_000, progress }) => {
    const trials: readonly [EsdbMemoryOptions['trial'], number, number][] = [
      ['stopped follower', events, 1_000],
      ['readers that break off', brokenOff, 20_000],
      ['appends in flight', inFlight, 0],
    ];
    const remarks: string[] = [];
    const targets = [];
    for (const [trial, count, there] of trials) {
      const server = await startEventStoreDbServer();
      try {
        await pour(server, 0, there);
        const running = isolated('memoryOf', {
          connection: server.connectionString(),
          trial,
          count,
        });
        if (trial === 'stopped follower') await pour(server, there, count);
        const held = await running;
        remarks.push(`${trial} (${count.toLocaleString('en')}): ${told(held)}`);
        progress(remarks.at(-1) ?? '');
        if (trial === 'stopped follower')
          targets.push({
            bound: 'at most',
            wanted: 50,
            unit: ' MB',
            what: `a follower that stops while ${count.toLocaleString('en')} events come adds`,
            figures: [(held.during - held.before) / 1e6],
          } as const);
      } finally {
        await server.stop();
      }
    }
    return { comparisons: [], targets, remarks };
  },
};

const told = ({ before, during, resident, after }: Held): string =>
  `held ${megabytes(before)} before, ${megabytes(during)} in the midst of it, ${megabytes(after)} afterwards; resident at most ${megabytes(resident)}`;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Writes events behind everybody's back, as others' programs do, and lets the server breathe. */
const pour = async (server: EventStoreDbServer, from: number, to: number): Promise<void> => {
  for (let n = from; n < to; n += 100) {
    const events = Array.from({ length: Math.min(100, to - n) }, (_, index) => {
      const { id, type, data, metadata } = sampleEvent(n + index);
      return {
        id,
        type,
        isJson: true,
        data: Buffer.from(JSON.stringify(data)),
        metadata: Buffer.from(JSON.stringify(metadata)),
      };
    });
    server.store.append(`poured-${n}`, 'no-stream', events);
    await nextTurn();
  }
};
