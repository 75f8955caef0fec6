import { startEventStoreDbServer } from '@presales/eventstoredb-server';
import { contest, ratioIn } from '../harness/contest.ts';
import { isolated } from '../harness/isolated.ts';
import type { Benchmark } from './benchmark.ts';
import type { EsdbOptions } from './esdb-program.ts';

const bare = 'bare client';
const contenders: readonly EsdbOptions['contender'][] = ['adapter', bare];
const setUps = new Map([
  ['adapter', '@presales/eventstoredb over the same client'],
  [bare, '@eventstore/db-client 6.2, the same events and expectations'],
]);
const inFlight = 64;

/** What the adapter costs on top of its client, against the protocol server in another process. */
export const esdb: Benchmark = {
  name: 'esdb',
  about: "EventStoreDB's adapter beside the bare client, on the protocol server",
  run: async ({ rounds = 5, events = 8_000, progress }) => {
    const server = await startEventStoreDbServer();
    const common = { connection: server.connectionString(), events, inFlight };
    let turns = 0;
    const turnOf = (name: string): EsdbOptions => ({
      ...common,
      contender: name === bare ? bare : 'adapter',
      turn: String(turns++),
    });
    try {
      const shared = { reference: bare, contenders, rounds, setUps, progress };
      const appends = await contest({
        ...shared,
        title: `Append one event, ${inFlight} in flight, to EventStoreDB's protocol`,
        unit: 'appends',
        turn: (name) => isolated('appendToServer', turnOf(name)),
      });
      const reads = await contest({
        ...shared,
        title: "Read everything from EventStoreDB's protocol",
        unit: 'events',
        turn: (name) => isolated('readFromServer', turnOf(name)),
      });
      const catchUps = await contest({
        ...shared,
        title: "Catch up by a subscription over EventStoreDB's protocol",
        unit: 'events',
        turn: (name) => isolated('followServer', turnOf(name)),
      });
      const target = { bound: 'at least', wanted: 0.9, unit: '' } as const;
      return {
        comparisons: [appends, reads, catchUps],
        targets: [
          { ...target, what: 'appends, by the bare client', figures: ratioIn(appends, 'adapter') },
          { ...target, what: 'reading, by the bare client', figures: ratioIn(reads, 'adapter') },
          {
            ...target,
            what: 'catching up, by the bare client',
            figures: ratioIn(catchUps, 'adapter'),
          },
        ],
        remarks: [
          'The server is the in-process one of @presales/testing: the ratio is what counts here, not the rate.',
        ],
      };
    } finally {
      await server.stop();
    }
  },
};
